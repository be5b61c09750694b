using RulesRouter.Constraints;
using RulesRouter.Decisions;
using RulesRouter.Evaluation;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;
using RulesRouter.Verification.Witnesses;
using RulesRouter.Wire.Decisions;
using RulesRouter.Wire.Writing;

namespace RulesRouter.Verification.Properties;

/// <summary>
/// Properties checked on every policy, declared or not: every hop satisfies every constraint in force; a request is routed or denied, never
/// both; a matched deny denies; the same request gives the same decision; the classifier changes no compliance constraint.
/// </summary>
internal static class UniversalProperties
{
    public const string Name = "properties of every policy";

    public static CheckedProperty Of(CompiledPolicySet set, CompiledPolicy policy) => new(
        policy.Name,
        Name,
        policy.Layers.Policy.Span,
        null,
        _ => true,
        (witness, answer) => UnsatisfiedConstraint(set, witness, answer)
            ?? Contradiction(answer.Decision!)
            ?? IgnoredDenial(policy, answer)
            ?? (Json(answer.Decision!) == Json(witness.Decide(set, explained: false).Decision!) ? null : "a second decision of the same request differs from the first")
            ?? ClassifierInfluence(set, policy, witness, answer),
        ReadsTrace: false,
        []);

    /// <summary>Computed from the catalog and the hop's estimate, independently of the evaluator's columns.</summary>
    private static string? UnsatisfiedConstraint(CompiledPolicySet set, Witness witness, DecisionAnswer answer)
    {
        var decision = answer.Decision!;
        var preferred = (decision as Routed)?.Preferred ?? ConstraintSet.Empty;
        return decision.Chain
            .SelectMany(hop => decision.Constraints.Rows.Concat(hop.Dropped.IsEmpty ? preferred.Rows : [])
                .Where(row => !Satisfies(set, hop, row, witness, answer.Facts!))
                .Select(row => $"hop `{hop.Endpoint.Id}` violates {row.Definition.Name} {row.Value}"))
            .FirstOrDefault();
    }

    private static bool Satisfies(CompiledPolicySet set, Hop hop, CombinedConstraint row, Witness witness, RequestFacts facts)
    {
        var input = facts[FixedFacts.InputTokens] is { IsKnown: true } known ? known.Number : 0;
        var rates = hop.Endpoint.Prices?.RatesAt(witness.At)?.ForInput(input);
        var aliases = set.Catalog.AliasesOn(DateOnly.FromDateTime(witness.At.UtcDateTime));
        var candidate = new HopCandidate(hop.Endpoint, hop.Estimate, rates, aliases, witness.At, witness.Recorded.AllowSampleEvidence);
        return row.Definition.Read(candidate).Satisfies(row.Definition, row.Value);
    }

    private static string? Contradiction(Decision decision) =>
        decision is Routed == decision is not Denied && decision is Routed == !decision.Chain.IsEmpty ? null : "outcome, denial and chain contradict each other";

    /// <summary>Conditions are evaluated as trees, independently of the index that decided.</summary>
    private static string? IgnoredDenial(CompiledPolicy policy, DecisionAnswer answer)
    {
        var denying = policy.Rules.FirstOrDefault(
            rule => rule.Rule.Denies && ConditionValue.Of(rule.Condition, answer.Facts!) != Truth.False);
        return denying is not null != (answer.Decision is Denied { Code: DenialCode.DeniedByRule })
            ? denying is not null
                ? $"`{denying.QualifiedId}` matched but did not deny"
                : "the decision is denied by a rule, but no deny rule matched"
            : null;
    }

    private static string? ClassifierInfluence(CompiledPolicySet set, CompiledPolicy policy, Witness witness, DecisionAnswer answer)
    {
        var exempt = policy.Rules.Where(rule => rule.Rule.AllowDerived).ToList();
        var exemptIds = exempt.Select(rule => rule.QualifiedId).ToHashSet(StringComparer.Ordinal);
        var changeable = exempt.SelectMany(rule => rule.Rule.Constraints).Select(clause => clause.Definition).ToHashSet();
        var otherwise = (witness with { Recorded = witness.Recorded with { Classification = Classification.Unknown } })
            .Decide(set, explained: false);
        return otherwise.Decision is { } other
            && (ComplianceOf(answer.Decision!), ComplianceOf(other)) is var (here, there)
            && here != there
            ? $"compliance constraints depend on the classification: {here} with it, {there} without it"
            : null;

        string ComplianceOf(Decision decision) => Compliance(decision, exemptIds, changeable);
    }

    /// <summary>A row that an exempt rule may change lists only its other rules; any other row includes its value.</summary>
    private static string Compliance(Decision decision, HashSet<string> exemptIds, HashSet<ConstraintDefinition> changeable) =>
        string.Join("; ", decision.Constraints.Rows
            .Where(row => row.Definition.IsCompliance && !row.From.IsSubsetOf(exemptIds))
            .Select(row => $"{row.Definition.Name} {(changeable.Contains(row.Definition) ? "" : $"{row.Value} ")}from {string.Join(", ", row.From.Except(exemptIds))}"));

    private static string Json(Decision decision) =>
        CompactJson.Render(decision, static (json, one) => DecisionWriter.Write(json, one, ""));
}
