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
    public static CompiledRule WithoutOffArms(CompiledRule selecting)
    {
        if (selecting.Named is not { SplitKey: not null } named || named.Arms.All(arm => arm.Weight > 0))
        {
            return selecting;
        }

        var lists = named.Arms.Where(arm => arm.Weight > 0).Select(arm => arm.Rule.Rule.Selection!.Prefer).ToList();
        var prefer = lists.Any(list => list.IsEmpty) ? [] : lists.SelectMany(list => list).DistinctBy(preference => preference.Pattern);
        return selecting with { Rule = selecting.Rule with { Selection = selecting.Rule.Selection! with { Prefer = [.. prefer] } } };
    }

    /// <summary>Whether the selection's shadow is drawn for this request.</summary>
    public static bool Shadows(CompiledRule selecting, RequestFacts facts)
    {
        if (selecting.Rule.Selection is not { Shadow: { } shadow } || selecting.Named is not { } named)
        {
            return false;
        }

        return shadow.Percent >= 100
            || (named.ShadowKey is { } key && facts[key].IsKnown
                && WeightedDraw.Uniform(
                    $"{selecting.QualifiedId}/shadow",
                    facts[key].ToString(facts.Schema[key].Type),
                    "") * 100 < shadow.Percent);
    }
}
