using System.Collections.Frozen;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Policies;
using RulesRouter.Requests;
using RulesRouter.Source;

namespace RulesRouter.Verification.Replaying;

/// <summary>
/// Policies that a change does not affect: the same source of layers in the same order, the same parameters, the same catalog. A decision
/// depends on nothing else except request, time and state, so one side decides for both.
/// </summary>
internal static class UnchangedPolicies
{
    public static FrozenSet<string> Between(CompiledPolicySet before, CompiledPolicySet after) =>
        IsSame(before.Catalog.Sources, after.Catalog.Sources)
            ? before.Names.Where(name => after.Find(name) is { } now && IsSame(before.Find(name)!, now)).ToFrozenSet(StringComparer.Ordinal)
            : FrozenSet<string>.Empty;

    private static bool IsSame(CompiledPolicy before, CompiledPolicy after) =>
        IsSame([.. before.Layers.Layers.Select(Source)], [.. after.Layers.Layers.Select(Source)])
        && before.Parameters.Select(Value).SequenceEqual(after.Parameters.Select(Value));

    private static SourceFile? Source(RoutingPolicy layer) => layer.Span.Source;

    private static (string, FactValue) Value(ResolvedParameter parameter) => (parameter.Name, parameter.Value);

    /// <summary>Policies built in code have no source to compare.</summary>
    private static bool IsSame(IReadOnlyList<SourceFile?> before, IReadOnlyList<SourceFile?> after) =>
        before.Count > 0
            && before.Count == after.Count
            && before.Zip(after).All(pair => pair.First is { } old && pair.Second is { } now && old.Text == now.Text);
}
