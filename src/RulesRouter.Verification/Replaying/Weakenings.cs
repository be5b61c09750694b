using System.Collections.Immutable;
using System.Globalization;
using RulesRouter.Constraints;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Policies;

namespace RulesRouter.Verification.Replaying;

/// <summary>
/// Protections that a decision loses compared with another decision about the same request. Stricter ones are not reported.
/// </summary>
internal static class Weakenings
{
    /// <summary>Parents of a policy, extended or mandatory, that no longer apply.</summary>
    public static ImmutableArray<string> RemovedParents(CompiledPolicySet before, CompiledPolicySet after, string policy) =>
        before.Find(policy) is { } old && after.Find(policy) is { } now
            ?
            [
                .. old.Layers.Layers
                .Select(layer => layer.Name)
                .Except(now.Layers.Layers.Select(layer => layer.Name))
                .Select(parent => $"`{parent}` no longer applies"),
            ]
            : [];

    public static IEnumerable<string> Between(Decision before, Decision after) =>
    [
        .. DeniedByRule(before, after),
        .. before.Constraints.Rows.Where(row => row.Definition.IsCompliance).Select(row => Constraint(row, after)).OfType<string>(),
        .. before.Obligations.Rows.Where(row => row.Definition.IsSetByRules).Select(row => Obligation(row, after)).OfType<string>(),
        .. before.Constraints.Rows.Select(row => HopFact(row.Definition, before.Chain, after.Chain)).OfType<string>(),
    ];

    private static IEnumerable<string> DeniedByRule(Decision before, Decision after) =>
        before is Denied { Code: DenialCode.DeniedByRule } && after is not Denied { Code: DenialCode.DeniedByRule }
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

    /// <summary>Compares the weakest guarantee of any hop, for a compliance fact that the request's constraints use.</summary>
    private static string? HopFact(ConstraintDefinition definition, ImmutableArray<Hop> before, ImmutableArray<Hop> after)
    {
        if (before.IsEmpty || after.IsEmpty || !definition.IsCompliance || !definition.RestsOnEvidence)
        {
            return null;
        }

        var (old, now) = (Stated(definition, before), Stated(definition, after));
        return definition.Kind switch
        {
            ConstraintKind.UpperBound => Looser(
                definition.Key,
                Bound(old, Enumerable.Max),
                Bound(now, Enumerable.Max),
                (high, low) => high <= low),
            ConstraintKind.LowerBound => Looser(
                definition.Key,
                Bound(old, Enumerable.Min),
                Bound(now, Enumerable.Min),
                (low, high) => low >= high),
            ConstraintKind.Permission => Lost(definition.Key, guaranteed: false, old, now),
            ConstraintKind.Requirement => Lost(definition.Key, guaranteed: true, old, now),
            ConstraintKind.MustHaveAll => Fewer(definition.Key, Common(old), Common(now)),
            ConstraintKind.AllowedSet or ConstraintKind.ForbiddenSet => More(definition.Key, Reached(old), Reached(now)),
        };
    }

    private static ImmutableArray<ConstraintReading> Stated(ConstraintDefinition definition, ImmutableArray<Hop> chain) =>
        [.. chain.Select(hop => definition.Possible(hop.Endpoint)!.Single())];

    private static double? Bound(ImmutableArray<ConstraintReading> readings, Func<IEnumerable<double>, double> weakest) =>
        readings.Any(reading => reading.Number is null) ? null : weakest(readings.Select(reading => reading.Number!.Value));

    private static ImmutableSortedSet<string> Common(ImmutableArray<ConstraintReading> readings) =>
        readings.Select(reading => reading.Names ?? []).Aggregate((left, right) => left.Intersect(right));

    private static ImmutableSortedSet<string>? Reached(ImmutableArray<ConstraintReading> readings) =>
        readings.Any(reading => reading.Names is null)
            ? null
            : readings.SelectMany(reading => reading.Names!).ToImmutableSortedSet(StringComparer.Ordinal);

    private static string? Looser(string fact, double? before, double? after, Func<double, double, bool> isAsStrict) =>
        before is { } old && !(after is { } known && isAsStrict(known, old))
            ? string.Create(CultureInfo.InvariantCulture, $"a hop's {fact} {old} → {(after is { } now ? now : "unknown")}")
            : null;

    private static string? Lost(
        string fact,
        bool guaranteed,
        ImmutableArray<ConstraintReading> before,
        ImmutableArray<ConstraintReading> after) =>
        before.All(reading => reading.Boolean == guaranteed) && !after.All(reading => reading.Boolean == guaranteed)
            ? $"a hop's {fact} is {(guaranteed ? "true" : "false")} is no longer known"
            : null;

    private static string? Fewer(string fact, ImmutableSortedSet<string> before, ImmutableSortedSet<string> after) =>
        before.Except(after) is { IsEmpty: false } lost ? $"a hop lacks {fact} {string.Join(", ", lost)}" : null;

    private static string? More(string fact, ImmutableSortedSet<string>? before, ImmutableSortedSet<string>? after) =>
        (before, after) switch
        {
            (null, _) => null,
            (_, null) => $"a hop's {fact} are no longer known",
            var (_, now) => now.Except(before) is { IsEmpty: false } reached
                ? $"a hop's {fact} now include {string.Join(", ", reached)}"
                : null,
        };
}
