using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Decisions;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Chaining;

/// <summary>
/// A rejected output leads to other models only, whatever fails on the way: a hop whose model an earlier hop of the chain has serves
/// failures of other classes, and only before the first hop that a rejection of the earlier one leads to.
/// </summary>
internal static class RejectionHops
{
    /// <summary>
    /// Whether an endpoint may be the next hop. Of three hops of models m, n and m, the last would be reached by a rejection of the first
    /// and an outage of the second.
    /// </summary>
    public static bool Admit(IReadOnlyList<Hop> hops, Endpoint next, AliasTable aliases)
    {
        var model = aliases.Behind(next.Model).Id;
        var first = 0;
        while (first < hops.Count && aliases.Behind(hops[first].Endpoint.Model).Id != model)
        {
            first++;
        }

        for (var between = first + 1; between < hops.Count; between++)
        {
            if (ServesRejections(hops, between, aliases))
            {
                return false;
            }
        }

        return true;
    }

    public static ImmutableArray<Hop> Of(ImmutableArray<Hop> hops, AliasTable aliases)
    {
        var changed = default(ImmutableArray<Hop>.Builder);
        for (var index = 0; index < hops.Length; index++)
        {
            var hop = hops[index];
            if (!IsFirstOfModel(hops, index, aliases) && hop.On.AsSpan().Contains(FailureClass.RejectedOutput))
            {
                changed ??= hops.ToBuilder();
                changed[index] = hop with { On = [.. hop.On.Where(one => one != FailureClass.RejectedOutput)] };
            }
        }

        return changed?.ToImmutable() ?? hops;
    }

    private static bool ServesRejections(IReadOnlyList<Hop> hops, int place, AliasTable aliases) =>
        hops[place].On.AsSpan().Contains(FailureClass.RejectedOutput) && IsFirstOfModel(hops, place, aliases);

    /// <summary>The model of a hop is in no earlier one.</summary>
    private static bool IsFirstOfModel<THops>(THops hops, int place, AliasTable aliases)
        where THops : IReadOnlyList<Hop>
    {
        var model = aliases.Behind(hops[place].Endpoint.Model).Id;
        for (var earlier = 0; earlier < place; earlier++)
        {
            if (aliases.Behind(hops[earlier].Endpoint.Model).Id == model)
            {
                return false;
            }
        }

        return true;
    }
}
