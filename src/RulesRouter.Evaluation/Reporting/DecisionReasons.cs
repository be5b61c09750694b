using System.Collections.Immutable;
using System.Globalization;
using RulesRouter.Catalog;
using RulesRouter.Constraints;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Combining;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Evaluation.Endpoints;
using RulesRouter.Evaluation.Ranking;
using RulesRouter.Names;
using RulesRouter.Objectives;
using RulesRouter.Policies;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Reporting;

/// <summary>The sentences that explain a decision.</summary>
internal static class DecisionReasons
{
    public static ImmutableArray<string> Of(
        MatchedRules matched,
        SelectionPlan plan,
        Decision decision,
        Estimator estimator,
        EndpointScores? scores)
    {
        var (eligibility, chain, denial) = (plan.Eligibility, decision.Chain, decision.Denial);
        var reasons = ImmutableArray.CreateBuilder<string>(matched.Rules.Reasons.Length + 4);
        reasons.AddRange(matched.Rules.Reasons);
        Add(
            decision.Waivers,
            waiver =>
                $"waiver {waiver.QualifiedId} lifted {waiver.Constraint} of {waiver.Rule} until {waiver.Expires:yyyy-MM-dd}, approved by {waiver.ApprovedBy}: {waiver.Reason}");
        Add(
            decision.Dropped,
            dropped => $"preferred {dropped.Definition.Name} {dropped.Value} dropped: no endpoint satisfies it (rule {dropped.From})");
        reasons.Add(matched.Selecting.SelectionReason);
        if (double.IsNaN(estimator.ExpectedOutput))
        {
            reasons.Add("output length is unknown, and so are cost and latency; set `estimate.outputTokens` or send the prompt");
        }

        if (denial is null)
        {
            reasons.Add($"{eligibility.Passed.Count()} of {eligibility.Count} endpoints satisfy all constraints");
            if (decision.Split is { } split)
            {
                reasons.Add(split.ToString());
            }

            if (matched.Selecting.Rule.Selection!.Objective == Objective.ExpectedCost)
            {
                reasons.AddRange(Expected(chain, decision.Expectation, estimator));
            }
            else
            {
                reasons.Add(
                    $"`{chain[0].Endpoint.Id}` {(IsSticky(plan, chain[0], estimator) ? "answered last in this session and is still eligible" : "ranked first")}: {CandidateRanking.Describe(eligibility.CandidateOf(chain[0]), matched.Selecting.Rule.Selection!, scores)}");
            }

            Add(
                [.. decision.Advisories.Where(finding => !finding.IsSatisfied)],
                finding => $"advisory {finding.Definition.Name} {finding.Value} is violated: found {finding.Found} (rule {finding.From})");
        }
        else
        {
            reasons.AddRange(denial.Reasons);
            reasons.AddRange(
                denial.EmptiedBy.Select(
                    emptying =>
                        $"{emptying.Constraint} ({string.Join(", ", emptying.Constraint.From)}) excluded {emptying.Removed} of {eligibility.Count} endpoints"));
            if (!estimator.AllowSample && denial.EmptiedBy.Any(emptying => ConstraintTable.TryFind(emptying.Constraint.Name, out _)))
            {
                reasons.Add("sample evidence counts as unknown, and an unknown fact satisfies no constraint");
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

    private static bool IsSticky(SelectionPlan plan, Hop chosen, Estimator estimator) =>
        plan.Rule.Rule.Selection!.IsSticky && chosen.Endpoint.Id == estimator.Session?.LastEndpoint;

    /// <summary>One sentence per rule that constrains, obliges or denies, except defaults.</summary>
    public static ImmutableArray<string> OfRules(ImmutableArray<(CompiledRule Rule, Truth Truth)> protecting) =>
    [
        .. protecting
            .Where(one => !one.Rule.Rule.IsDefault)
            .Select(one => $"rule {one.Rule.QualifiedId} {Verb(one.Rule.Rule)}{(one.Truth == Truth.Unknown ? " because its condition is unknown" : "")}{ReasonOf(one.Rule.Rule)}"),
    ];

    /// <summary>Empty if the rule does not select.</summary>
    public static string OfSelection(string layer, Rule rule) =>
        rule.Selection is { } selection ? $"rule {layer}/{rule.Id} selected {ObjectiveOf(selection)}{ReasonOf(rule)}" : "";

    private static IEnumerable<string> Expected(ImmutableArray<Hop> chain, Expectation? expected, Estimator estimator)
    {
        if (expected is null)
        {
            yield return $"no eligible endpoint has both a known cost and evidence of success at {(estimator.Task is { } task ? EnumNames<TaskKind>.NameOf(task) : "an unknown task")}: ranked by price";
            yield break;
        }

        yield return Invariant(
            $"the chain from `{chain[0].Endpoint.Id}` is expected to cost ${expected.TotalUsd:0.000000} in total (${expected.RankedUsd:0.000000} at quantile {expected.Terms.Quantile:0.##}, which ranks) and to solve {expected.Solved:P1}");
        if (expected.Explored)
        {
            yield return Invariant(
                $"`{chain[0].Endpoint.Id}` is first to collect outcomes: the policy allows exploration for {expected.Terms.ExplorationShare:P1} of decisions");
        }

        if (expected.RunnerUp is { } other)
        {
            yield return Invariant(
                $"the best chain with another first hop, from `{other.Chain[0]}`, is expected to cost ${other.TotalUsd:0.000000} (${other.RankedUsd:0.000000} at the quantile)");
        }
    }

    private static string Invariant(FormattableString sentence) => sentence.ToString(CultureInfo.InvariantCulture);

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

    private static string ObjectiveOf(Selection selection) =>
        selection.Score is { } score
            ? $"the lowest score of script {score.Script}"
            : $"objective {EnumNames<Objective>.NameOf(selection.Objective)}";

    private static string ReasonOf(Rule rule) => rule.Reason.Length > 0 ? $": {rule.Reason}" : "";
}
