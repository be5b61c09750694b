using System.Collections.Immutable;
using System.Globalization;
using RulesRouter.Decisions;
using RulesRouter.Names;
using RulesRouter.Obligations;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;

namespace RulesRouter.Cli.Rendering;

/// <summary>Prints a decision for people; with a trace, also its explanation.</summary>
internal static class DecisionSummary
{
    private const int MaxRanked = 8;

    public static void Write(TextWriter to, Decision decision)
    {
        WriteAnswer(to, decision);
        if (decision is Routed { Expectation: { } expectation })
        {
            ExpectationSummary.Write(to, expectation);
        }

        foreach (var reason in decision.Explanation.Trace is null ? decision.Explanation.Reasons : [])
        {
            to.WriteLine($"  - {reason}");
        }

        if (decision.Explanation.Trace is { } trace)
        {
            WriteTrace(to, decision, trace);
        }

        foreach (var row in decision.Obligations.Rows)
        {
            to.WriteLine($"you must: {row.Definition.Name} {row.Value}{Unit(row.Definition)} ({string.Join(", ", row.From)})");
        }

        if (decision is Routed { Evidence: EvidenceKind.Sample })
        {
            to.WriteLine("this decision rests on sample evidence: replace the sample files of the catalog by facts from your own contracts and measurements");
        }

        to.WriteLine($"revision {decision.Revision[..19]}…");
    }

    private static void WriteAnswer(TextWriter to, Decision decision)
    {
        if (decision is Denied denial)
        {
            to.WriteLine($"denied by {decision.Policy}: {EnumNames<DenialCode>.NameOf(denial.Code)}");
            foreach (var change in decision.Explanation.FeasibleIf)
            {
                to.WriteLine($"  it would be feasible if {change}");
            }

            return;
        }

        to.WriteLine($"route to {decision.Chain[0].Endpoint.Id}  {Estimate(decision.Chain[0].Estimate)}{Cap(decision.Chain[0])}");
        foreach (var hop in decision.Chain.Skip(1))
        {
            to.WriteLine($"    then {hop.Endpoint.Id}  {Estimate(hop.Estimate)}{Cap(hop)}{Without(hop)}  on {string.Join(", ", hop.On.Select(EnumNames<FailureClass>.NameOf))}");
        }

        if (decision is Routed { Shadow: { } shadow })
        {
            to.WriteLine($"  shadow {shadow.Endpoint.Id}  {Estimate(shadow.Estimate)}  for comparison, without effect");
        }
    }

    private static string Unit(ObligationDefinition definition) => definition.Kind == ObligationKind.LowerWins ? " tokens" : "";

    private static string Cap(Hop hop) => hop.MaxOutputTokens is { } cap ? $"  at most {cap} tokens of output" : "";

    private static string Without(Hop hop) => hop.Dropped.IsEmpty
        ? ""
        : $"  without preferred {string.Join(", ", hop.Dropped.Select(dropped => dropped.Definition.Name))}";

    private static string Estimate(HopEstimate estimate)
    {
        var parts = new List<string>
        {
            estimate.TokenCostUsd is { } cost ? string.Create(CultureInfo.InvariantCulture, $"${cost:0.000000}") : "cost unknown",
        };
        if (estimate.SuccessProbability is { } success)
        {
            parts.Insert(0, string.Create(CultureInfo.InvariantCulture, $"success {success:0.00}"));
        }

        if (estimate.LatencyP50Ms is { } p50)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{p50:0} ms"));
        }

        if (estimate.LatencyP99Ms is { } p99)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{p99:0} ms at p99"));
        }

        return $"({string.Join(", ", parts)})";
    }

    private static void WriteTrace(TextWriter to, Decision decision, DecisionTrace trace)
    {
        to.WriteLine();
        to.WriteLine("facts");
        foreach (var source in trace.Facts.GroupBy(fact => fact.From))
        {
            to.WriteLine($"  {Whose(source.Key, decision.Classification)}");
            to.WriteLine($"    {string.Join(", ", source.Select(fact => $"{fact.Name} = {fact.Value}"))}");
        }

        foreach (var parameter in trace.Parameters)
        {
            to.WriteLine($"  param.{parameter.Name} = {parameter.Value}  ({parameter.From})");
        }

        foreach (var script in trace.Scripts)
        {
            to.WriteLine($"  {script.Call} = {script.Answer}{(script.UnknownReason.Length > 0 ? $": {script.UnknownReason}" : "")}  (script)");
        }

        to.WriteLine();
        to.WriteLine("rules");
        foreach (var rule in trace.Rules)
        {
            WriteRule(to, rule);
        }

        WriteExceptions(to, decision);
        WriteExclusions(to, trace.Exclusions);
        if (decision is Denied denial)
        {
            to.WriteLine();
            to.WriteLine("why no endpoint is eligible");
            foreach (var emptying in decision.Explanation.EmptiedBy)
            {
                to.WriteLine(
                    $"  {emptying.Constraint} removed {emptying.Removed} endpoints ({string.Join(", ", emptying.Constraint.From)})");
            }

            foreach (var reason in denial.Reasons)
            {
                to.WriteLine($"  {reason}");
            }
        }
        else
        {
            WriteRanking(to, decision, trace);
        }

        to.WriteLine();
    }

    private static void WriteRule(TextWriter to, RuleTrace rule)
    {
        var verdict = rule.Truth switch
        {
            Truth.True => rule.Condition.Length > 0 ? "matched" : rule.Effects.IsEmpty ? "is the default rule, not needed" : "is the default rule",
            Truth.Unknown => rule.Effects.IsEmpty ? "is unknown: it does not select" : "is unknown: its constraints apply, its selection does not",
            Truth.False => "did not match",
        };
        to.WriteLine($"  {rule.Id} {verdict}{(rule.Condition.Length > 0 ? $": {rule.Condition.ReplaceLineEndings(" ").Trim()}" : "")}");
        foreach (var effect in rule.Effects)
        {
            to.WriteLine($"      it {effect}");
        }

        if (rule.Effects.Length > 0 && rule.Reason.Length > 0)
        {
            to.WriteLine($"      because {rule.Reason}");
        }
    }

    /// <summary>Waivers, dropped preferences, advisory constraints and the arm of a split.</summary>
    private static void WriteExceptions(TextWriter to, Decision decision)
    {
        string[] lines =
        [
            .. decision.Waivers.Select(waiver => $"waiver {waiver.QualifiedId} lifts {waiver.Constraint} of {waiver.Rule} until {waiver.Expires:yyyy-MM-dd}, approved by {waiver.ApprovedBy}: {waiver.Reason}"),
            .. decision.Dropped.Select(dropped => $"preferred {dropped.Definition.Name} {dropped.Value} ({dropped.From}) was dropped: no endpoint satisfies it"),
            .. ((decision as Routed)?.Advisories ?? []).Select(finding => $"advisory {finding.Definition.Name} {finding.Value} ({finding.From}) is {(finding.IsSatisfied ? "satisfied" : "violated")}: {finding.Found}"),
            .. decision is Routed { Split: { } split } ? [split.ToString()] : Array.Empty<string>(),
        ];
        if (lines.Length > 0)
        {
            to.WriteLine();
            to.WriteLine("waivers, preferences and splits");
        }

        foreach (var line in lines)
        {
            to.WriteLine($"  {line}");
        }
    }

    private static void WriteExclusions(TextWriter to, ImmutableArray<Exclusion> exclusions)
    {
        to.WriteLine();
        to.WriteLine("candidates removed by each constraint");
        foreach (var constraint in exclusions.GroupBy(exclusion => exclusion.Constraint).OrderByDescending(group => group.Count()))
        {
            var examples = string.Join(", ", constraint.Take(3).Select(exclusion => $"{exclusion.Endpoint.Id} ({exclusion.Found})"));
            to.WriteLine(constraint.Key.Name == "preferred"
                ? $"  {constraint.Count()} are not {constraint.Key.Wanted}, the only ones that {string.Join(", ", constraint.Key.From)} considers"
                : $"  {constraint.Key} ({string.Join(", ", constraint.Key.From)}) removed {constraint.Count()}: {examples}{(constraint.Count() > 3 ? ", …" : "")}");
        }
    }

    private static void WriteRanking(TextWriter to, Decision decision, DecisionTrace trace)
    {
        to.WriteLine();
        to.WriteLine($"how the remaining {trace.Ranking.Length} ranked");
        foreach (var (candidate, place) in trace.Ranking.Take(MaxRanked).Select((candidate, index) => (candidate, index + 1)))
        {
            var mark = decision.Chain.Any(hop => hop.Endpoint == candidate.Endpoint) ? "→" : " ";
            to.WriteLine($"  {mark} {place}. {candidate.Endpoint.Id}: {candidate.Score}{Beside(candidate)}");
        }

        if (trace.Ranking.Length > MaxRanked)
        {
            to.WriteLine($"    … and {trace.Ranking.Length - MaxRanked} more");
        }

        if (trace.Chain.IsEmpty)
        {
            return;
        }

        to.WriteLine();
        to.WriteLine("how the chain was built");
        foreach (var sentence in trace.Chain)
        {
            to.WriteLine($"  {sentence}");
        }
    }

    private static string Whose(string from, ReportedClassification classification) => from switch
    {
        "caller" => "from the request (needs that it does not state count as false)",
        "key" => "from the credential",
        "service" => "from the service or a default",
        "derived" when classification.Source == ClassificationSource.Session => "derived from the last request of the session",
        "derived" => $"derived from the prompt (by the {(classification.Source == ClassificationSource.Classifier ? "trained classifier" : "fixed rules")})",
        _ => $"from {from}",
    };

    /// <summary>The figures that the score does not contain.</summary>
    private static string Beside(RankedCandidate candidate)
    {
        string[] figures =
        [
            candidate.Estimate.TokenCostUsd is { } cost && !candidate.Score.Contains('$') ? string.Create(CultureInfo.InvariantCulture, $"${cost:0.000000}") : "",
            candidate.Estimate.LatencyP99Ms is { } p99 ? string.Create(CultureInfo.InvariantCulture, $"{p99:0} ms at p99") : "",
            candidate.Estimate.Quality is { } quality && !candidate.Score.Contains("quality", StringComparison.Ordinal)
                ? string.Create(CultureInfo.InvariantCulture, $"quality {quality:0.00}")
                : "",
        ];
        return figures.Any(figure => figure.Length > 0) ? $"  ({string.Join(", ", figures.Where(figure => figure.Length > 0))})" : "";
    }
}
