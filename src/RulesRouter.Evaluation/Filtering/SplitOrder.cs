using System.Collections.Immutable;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Policies.Conditions;

namespace RulesRouter.Evaluation.Filtering;

/// <summary>The order in which a request tries the arms of a split.</summary>
internal static class SplitOrder
{
    /// <summary>Empty if the selection does not split.</summary>
    public static ImmutableArray<CompiledArm> Of(CompiledRule selecting, RequestFacts facts)
    {
        if (selecting.Named is not { SplitKey: { } key } named)
        {
            return [];
        }

        return facts[key].IsKnown
            ? WeightedDraw.Order(
                selecting.QualifiedId,
                facts[key].ToString(facts.Schema[key].Type),
                named.Arms,
                arm => arm.Name,
                arm => arm.Weight)
            : [.. named.Arms.Where(arm => arm.Weight > 0)];
    }

    /// <summary>The selection from all arms together, except those of weight 0: they never receive a request.</summary>
    public static CompiledRule WithoutOffArms(CompiledRule selecting) => selecting.Named?.OfArmsInUse ?? selecting;

    /// <summary>The rule that selects the shadow; null if the selection has none, or it is not drawn for this request.</summary>
    public static CompiledRule? ShadowOf(CompiledRule selecting, RequestFacts facts)
    {
        if (selecting is not { Rule.Selection.Shadow: { } shadow, Named: { } named })
        {
            return null;
        }

        var isDrawn = shadow.Percent >= 100
            || (named.ShadowKey is { } key && facts[key].IsKnown
                && WeightedDraw.Uniform(
                    $"{selecting.QualifiedId}/shadow",
                    facts[key].ToString(facts.Schema[key].Type),
                    "") * 100 < shadow.Percent);
        return isDrawn ? named.Shadow : null;
    }
}
