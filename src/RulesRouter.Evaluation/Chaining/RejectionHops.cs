using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Decisions;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Chaining;

/// <summary>
/// A rejected output leads to another model only: a hop whose model an earlier hop of the chain has serves failures of other classes.
/// </summary>
internal static class RejectionHops
{
    public static ImmutableArray<Hop> Of(ImmutableArray<Hop> hops, AliasTable aliases)
    {
        var earlier = new HashSet<string>(StringComparer.Ordinal);
        var changed = default(ImmutableArray<Hop>.Builder);
        for (var index = 0; index < hops.Length; index++)
        {
            var hop = hops[index];
            if (!earlier.Add(aliases.Behind(hop.Endpoint.Model).Id) && hop.On.AsSpan().Contains(FailureClass.RejectedOutput))
            {
                changed ??= hops.ToBuilder();
                changed[index] = hop with { On = [.. hop.On.Where(one => one != FailureClass.RejectedOutput)] };
            }
        }

        return changed?.ToImmutable() ?? hops;
    }
}
