using RulesRouter.Decisions;
using RulesRouter.Evaluation;
using RulesRouter.Evaluation.Json;
using RulesRouter.Evaluation.Selecting;
using RulesRouter.Policies;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;
using RulesRouter.Verification.Proving.Witnesses;

namespace RulesRouter.Verification.Properties;

/// <summary>
/// What has to hold of every policy, without being asked: every hop meets every constraint in force; a request is routed or denied, never
/// both; a matched deny denies; the same request gives the same decision; the classifier changes no compliance constraint.
/// </summary>
internal static class UniversalProperties
{
    public const string Name = "what holds of every policy";

    public static CheckedProperty Of(CompiledPolicySet set, CompiledPolicy policy) => new(
        policy.Name,
        Name,
        policy.Layers.Policy.Span,
        null,
        _ => true,
        (witness, answer) => Unmet(set, witness, answer)
            ?? Undecided(answer.Decision!)
            ?? Undenied(policy, answer.Decision!)
            ?? (Json(answer.Decision!) == Json(witness.Decide(set).Decision!) ? null : "a second decision of the same request differs from the first")
            ?? Swayed(set, policy, witness, answer),
        []);

    /// <summary>Read from the catalog and the hop's figures, apart from the evaluator's own columns.</summary>
    private static string? Unmet(CompiledPolicySet set, Witness witness, DecisionAnswer answer)
    {
        var decision = answer.Decision!;
        return decision.Chain
            .SelectMany(hop => decision.Constraints.Rows.Where(row => !Meets(set, hop, row, witness, answer.Facts!)).Select(row => $"hop `{hop.Endpoint.Id}` does not meet {row.Definition.Name} {row.Value}"))
            .FirstOrDefault();
    }

    private static bool Meets(CompiledPolicySet set, Hop hop, CombinedConstraint row, Witness witness, RequestFacts facts)
    {
        var input = facts[FixedFacts.InputTokens] is { IsKnown: true } known ? known.Number : 0;
        var prices = HopFacts.PricesOf(hop.Endpoint, witness.At).First(prices => input <= prices.UpToInputTokens).Prices;
        double? figure = row.Definition.Name switch
        {
            "latencyP99Ms.max" => hop.Estimate.LatencyP99Ms,
            "maxCostUsd" => hop.Estimate.WorstCaseUsd,
            "quality.min" => hop.Estimate.Quality,
            "price.inputPerMTok.max" => Known(prices[0].Value),
            "price.outputPerMTok.max" => Known(prices[1].Value),
            _ => double.NaN,
        };
        return figure is { } nan && double.IsNaN(nan)
            ? new EndpointReview(hop.Endpoint, set.Catalog, witness.At, witness.Recorded.AllowSampleEvidence).MaySatisfy(row.Definition, row.Value)
            : row.Value is ConstraintValue.Number bound && (row.Definition.Kind == ConstraintKind.UpperBound ? figure <= bound.Value : figure >= bound.Value);
    }

    private static double? Known(FactValue value) => value.IsKnown ? value.Number : null;

    private static string? Undecided(Decision decision) =>
        decision.Outcome == Outcome.Routed == (decision.Denial is null) && decision.Outcome == Outcome.Routed == !decision.Chain.IsEmpty ? null : "the outcome, the denial and the chain do not fit together";

    private static string? Undenied(CompiledPolicy policy, Decision decision)
    {
        var denying = Enumerable.Range(0, policy.Rules.Length).FirstOrDefault(index => policy.Rules[index].Rule.Denies && decision.Trace!.Rules[index].Truth != Truth.False, -1);
        return denying >= 0 != (decision.Denial?.Code == DenialCode.DeniedByRule)
            ? denying >= 0 ? $"`{policy.Rules[denying].QualifiedId}` matched and did not deny" : "a rule is said to deny, and none matched"
            : null;
    }

    private static string? Swayed(CompiledPolicySet set, CompiledPolicy policy, Witness witness, DecisionAnswer answer)
    {
        var exempt = policy.Rules.Where(rule => rule.Rule.AllowDerived).ToList();
        var excused = exempt.Select(rule => rule.QualifiedId).ToHashSet(StringComparer.Ordinal);
        var changeable = exempt.SelectMany(rule => rule.Rule.Constraints).Select(clause => clause.Definition).ToHashSet();
        var otherwise = (witness with { Recorded = witness.Recorded with { Classification = Classification.Unknown } }).Decide(set);
        return otherwise.Decision is { } other && (Said(answer.Decision!), Said(other)) is var (here, there) && here != there
            ? $"with another classification the compliance constraints are {there}, not {here}"
            : null;

        string Said(Decision decision) => Compliance(decision, excused, changeable);
    }

    /// <summary>Of a row that an excused rule may change by its own: which other rules it is from. Of any other: what it says too.</summary>
    private static string Compliance(Decision decision, HashSet<string> excused, HashSet<ConstraintDefinition> changeable) =>
        string.Join("; ", decision.Constraints.Rows
            .Where(row => row.Definition.IsCompliance && !row.From.IsSubsetOf(excused))
            .Select(row => $"{row.Definition.Name} {(changeable.Contains(row.Definition) ? "" : $"{row.Value} ")}from {string.Join(", ", row.From.Except(excused))}"));

    private static string Json(Decision decision) => CompactJson.Render(decision, static (json, one) => DecisionWriter.Write(json, one, ""));
}
