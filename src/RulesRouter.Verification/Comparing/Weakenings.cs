using System.Collections.Immutable;
using System.Globalization;
using RulesRouter.Catalog;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Policies;

namespace RulesRouter.Verification.Comparing;

/// <summary>Protections that a decision loses compared with another decision about the same request. Stricter ones are not reported.</summary>
internal static class Weakenings
{
    /// <summary>Parents of a policy, extended or mandatory, that no longer apply.</summary>
    public static ImmutableArray<string> RemovedParents(CompiledPolicySet before, CompiledPolicySet after, string policy) =>
        before.Find(policy) is { } old && after.Find(policy) is { } now
            ? [.. old.Layers.Layers.Select(layer => layer.Name).Except(now.Layers.Layers.Select(layer => layer.Name)).Select(parent => $"`{parent}` no longer applies")]
            : [];

    public static IEnumerable<string> Between(Decision before, Decision after) =>
    [
        .. DeniedByRule(before, after),
        .. before.Constraints.Rows.Where(row => row.Definition.IsCompliance).Select(row => Constraint(row, after)).OfType<string>(),
        .. before.Obligations.Rows.Select(row => Obligation(row, after)).OfType<string>(),
        .. before.Constraints.Rows.Select(row => HopFact(row.Definition, before.Chain, after.Chain)).OfType<string>(),
    ];

    private static IEnumerable<string> DeniedByRule(Decision before, Decision after) =>
        before.Denial is { Code: DenialCode.DeniedByRule } && after.Denial is not { Code: DenialCode.DeniedByRule }
            ? ["no rule denies it now"]
            : [];

    private static string? Constraint(CombinedConstraint before, Decision after)
    {
        var now = after.Constraints.Rows.FirstOrDefault(row => row.Definition == before.Definition);
        return now is null ? $"constraint {before.Definition.Name} {before.Value} is removed"
            : Strictness.Implies(before.Definition, now.Value, before.Value) ? null
            : $"constraint {before.Definition.Name} {before.Value} → {now.Value}";
    }

    private static string? Obligation(CombinedObligation before, Decision after)
    {
        var now = after.Obligations.Rows.FirstOrDefault(row => row.Definition == before.Definition);
        return now is null ? $"obligation {before.Definition.Name} {before.Value} is removed"
            : Strictness.Implies(before.Definition, now.Value, before.Value) ? null
            : $"obligation {before.Definition.Name} {before.Value} → {now.Value}";
    }

    /// <summary>Compares the weakest guarantee of any hop, for a fact that the request's constraints use.</summary>
    private static string? HopFact(ConstraintDefinition definition, ImmutableArray<Hop> before, ImmutableArray<Hop> after)
    {
        if (before.IsEmpty || after.IsEmpty)
        {
            return null;
        }

        return definition.Name switch
        {
            "dataRetentionDays.max" => Higher("dataRetentionDays", Longest(before), Longest(after)),
            "trainsOnData" => Lost("trainsOnData is false", Every(before, facts => facts.TrainsOnData?.Value == false), Every(after, facts => facts.TrainsOnData?.Value == false)),
            "zeroDataRetention" => Lost("zeroDataRetention is true", Every(before, facts => facts.ZeroDataRetention?.Value == true), Every(after, facts => facts.ZeroDataRetention?.Value == true)),
            "certifications" => Fewer("certifications", Common(before), Common(after)),
            "processingRegions.allow" => More("processingRegions", Reached(before, facts => facts.ProcessingRegions), Reached(after, facts => facts.ProcessingRegions)),
            "storageRegions.allow" => More("storageRegions", Reached(before, facts => facts.StorageRegions), Reached(after, facts => facts.StorageRegions)),
            _ => null,
        };
    }

    private static double? Longest(ImmutableArray<Hop> chain) =>
        chain.Any(hop => hop.Endpoint.Compliance.DataRetentionDays is null) ? null : chain.Max(hop => hop.Endpoint.Compliance.DataRetentionDays!.Value);

    private static bool Every(ImmutableArray<Hop> chain, Func<ComplianceFacts, bool> holds) => chain.All(hop => holds(hop.Endpoint.Compliance));

    private static ImmutableSortedSet<string> Common(ImmutableArray<Hop> chain) => chain
        .Select(hop => hop.Endpoint.Compliance.Certifications?.Value ?? [])
        .Aggregate((left, right) => left.Intersect(right));

    private static ImmutableSortedSet<string>? Reached(ImmutableArray<Hop> chain, Func<ComplianceFacts, Evidenced<ImmutableSortedSet<string>>?> regions) =>
        chain.Any(hop => regions(hop.Endpoint.Compliance) is null) ? null : chain.SelectMany(hop => regions(hop.Endpoint.Compliance)!.Value).ToImmutableSortedSet(StringComparer.Ordinal);

    private static string? Higher(string fact, double? before, double? after) => before is { } old && !(after <= old)
        ? string.Create(CultureInfo.InvariantCulture, $"a hop's {fact} {old} → {(after is { } now ? now : "unknown")}")
        : null;

    private static string? Lost(string fact, bool before, bool after) => before && !after ? $"a hop's {fact} is no longer known" : null;

    private static string? Fewer(string fact, ImmutableSortedSet<string> before, ImmutableSortedSet<string> after) =>
        before.Except(after) is { IsEmpty: false } lost ? $"a hop lacks {fact} {string.Join(", ", lost)}" : null;

    private static string? More(string fact, ImmutableSortedSet<string>? before, ImmutableSortedSet<string>? after) => before switch
    {
        null => null,
        _ when after is null => $"a hop's {fact} are no longer known",
        _ => after.Except(before) is { IsEmpty: false } reached ? $"a hop's {fact} now include {string.Join(", ", reached)}" : null,
    };
}
