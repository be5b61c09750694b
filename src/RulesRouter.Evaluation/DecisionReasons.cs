using System.Collections.Immutable;
using System.Globalization;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Combining;
using RulesRouter.Evaluation.Expressions;
using RulesRouter.Evaluation.Selecting;
using RulesRouter.Policies;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation;

/// <summary>The few sentences that say why a decision is what it is.</summary>
internal static class DecisionReasons
{
    public static ImmutableArray<string> Of(MatchedRules matched, SelectionPlan plan, Decision decision, Consideration on, EndpointScores? scores)
    {
        var (qualification, chain, denial) = (plan.Qualification, decision.Chain, decision.Denial);
        var reasons = ImmutableArray.CreateBuilder<string>(matched.Rules.Reasons.Length + 4);
        reasons.AddRange(matched.Rules.Reasons);
        Add(decision.Waivers, waiver => $"waiver {waiver.QualifiedId} lifted {waiver.Constraint} of {waiver.Rule} until {waiver.Expires:yyyy-MM-dd}, approved by {waiver.ApprovedBy}: {waiver.Reason}");
        Add(decision.GivenUp, given => $"preferred {given.Definition.Name} {given.Value} of {given.From} was given up, as it left nobody");
        reasons.Add(matched.Selecting.SelectionReason);
        if (double.IsNaN(on.ExpectedOutput))
        {
            reasons.Add("nobody knows how long the answer gets, and so neither what it costs nor how long it takes; `estimate.outputTokens` says it");
        }

        if (denial is null)
        {
            reasons.Add($"{qualification.Passed.Count()} of {qualification.Count} endpoints met every demand");
            if (decision.Split is { } split)
            {
                reasons.Add(split.ToString());
            }

            if (matched.Selecting.Rule.Selection!.Objective == RulesRouter.Policies.Objective.ExpectedCost)
            {
                reasons.AddRange(Expected(chain, decision.Expectation, on));
            }
            else
            {
                reasons.Add($"`{chain[0].Endpoint.Id}` {(IsSticky(plan, chain[0], on) ? "answered last in this conversation and still qualifies" : "ranked first")}: {Ranking.InWords(qualification.CandidateOf(chain[0]), matched.Selecting.Rule.Selection!, scores)}");
            }

            Add([.. decision.Advisories.Where(finding => !finding.IsMet)], finding => $"advisory {finding.Definition.Name} {finding.Value} of {finding.From} is not met: it is {finding.Found}");
        }
        else
        {
            reasons.AddRange(denial.Reasons);
            reasons.AddRange(denial.EmptiedBy.Select(emptying => $"{emptying.Demand} ({string.Join(", ", emptying.Demand.From)}) removed {emptying.Removed} of {qualification.Count} endpoints"));
            if (!on.AllowSample && denial.EmptiedBy.Any(emptying => Constraints.TryFind(emptying.Demand.Name, out _)))
            {
                reasons.Add("sample evidence counts as unknown here, and an unknown fact satisfies no constraint");
            }
        }

        return reasons.DrainToImmutable();

        void Add<T>(ImmutableArray<T> all, Func<T, string> sentence)
        {
            foreach (var one in all)
            {
                reasons.Add(sentence(one));
            }
        }
    }

    private static bool IsSticky(SelectionPlan plan, Hop chosen, Consideration on) =>
        plan.Rule.Rule.Selection!.IsSticky && chosen.Endpoint.Id == on.Session?.LastEndpoint;

    /// <summary>A sentence for each rule that protects, but defaults.</summary>
    public static ImmutableArray<string> OfRules(ImmutableArray<(CompiledRule Rule, Truth Truth)> protecting) =>
    [
        .. protecting
            .Where(one => !one.Rule.Rule.IsDefault)
            .Select(one => $"rule {one.Rule.QualifiedId} {Verb(one.Rule.Rule)}{(one.Truth == Truth.Unknown ? ", as its condition is unknown" : "")}{Because(one.Rule.Rule)}"),
    ];

    /// <summary>Empty where the rule does not select.</summary>
    public static string OfSelection(string layer, Rule rule) =>
        rule.Selection is { } selection ? $"rule {layer}/{rule.Id} selected {Aim(selection)}{Because(rule)}" : "";

    private static IEnumerable<string> Expected(ImmutableArray<Hop> chain, Expectation? expected, Consideration on)
    {
        if (expected is null)
        {
            yield return $"no endpoint that qualified has a known cost and evidence about success at {(on.Task is { } task ? TaskNames.NameOf(task) : "an unknown task")}, so nothing can be expected: ranked by price";
            yield break;
        }

        yield return Text($"the chain from `{chain[0].Endpoint.Id}` is expected to cost ${expected.TotalUsd:0.000000} in total (${expected.RankedUsd:0.000000} at quantile {expected.Terms.Quantile:0.##}, which ranks) and to solve {expected.Solved:P1}");
        if (expected.Explored)
        {
            yield return Text($"`{chain[0].Endpoint.Id}` stands first to see its outcomes: the policy allows that for {expected.Terms.ExplorationShare:P1} of decisions");
        }

        if (expected.RunnerUp is { } other)
        {
            yield return Text($"the best chain that starts elsewhere, from `{other.Chain[0]}`, would cost ${other.TotalUsd:0.000000} (${other.RankedUsd:0.000000} at the quantile)");
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Verb(Rule rule) => string.Join(" and ", new[]
    {
        rule.Denies ? "denied" : "",
        Constrained(rule, Enforcement.Required, "constrained"),
        Constrained(rule, Enforcement.Preferred, "preferred"),
        Constrained(rule, Enforcement.Advisory, "advised"),
        rule.Obligations.IsEmpty ? "" : $"obliged {string.Join(", ", rule.Obligations.Select(clause => clause.Definition.Name))}",
    }.Where(part => part.Length > 0));

    private static string Constrained(Rule rule, Enforcement level, string verb)
    {
        var names = rule.Constraints.Where(clause => clause.Enforcement == level).Select(clause => clause.Definition.Name).ToList();
        return names.Count == 0 ? "" : $"{verb} {string.Join(", ", names)}";
    }

    private static string Aim(Selection selection) =>
        selection.Score is { } score ? $"the lowest score of script {score.Script}" : $"objective {ObjectiveNames.NameOf(selection.Objective)}";

    private static string Because(Rule rule) => rule.Reason.Length > 0 ? $": {rule.Reason}" : "";
}
