using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Decisions;
using RulesRouter.Policies;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Chaining;

/// <summary>
/// Builds the fallback chain from ranked eligible candidates: distinct as the rule requires, within the budget of the whole chain
/// (semantics 6), and without a way back to a model whose output was rejected (<see cref="RejectionHops"/>).
/// </summary>
internal sealed class ChainBuilder(Selection selection, ModelCatalog catalog, AliasTable aliases)
{
    /// <summary>The chain from the top of a ranking, followed by further levels as far as there is room.</summary>
    public ImmutableArray<Hop> Build(IEnumerable<ChainLevel> levels, DecisionRequest request)
    {
        var hops = ImmutableArray.CreateBuilder<Hop>();
        foreach (var level in levels)
        {
            if (hops.Count == Room(request))
            {
                break;
            }

            Append(hops, level, request);
        }

        return hops.DrainToImmutable();
    }

    /// <summary>Whether a chain may get further hops.</summary>
    public bool HasRoom(ImmutableArray<Hop> chain, DecisionRequest request) => chain.Length < Room(request);

    /// <summary>Appends hops of further levels to a chain that has room for them.</summary>
    public ImmutableArray<Hop> Extend(ImmutableArray<Hop> chain, IEnumerable<ChainLevel> levels, DecisionRequest request)
    {
        var hops = chain.ToBuilder();
        foreach (var level in levels)
        {
            Append(hops, level, request);
        }

        return hops.DrainToImmutable();
    }

    private int Room(DecisionRequest request) => Math.Max(0, selection.Fallback.Max + 1 - request.Attempts.Length);

    private void Append(ImmutableArray<Hop>.Builder hops, ChainLevel level, DecisionRequest request)
    {
        var before = hops.Count;
        ImmutableArray<Endpoint> tried =
            [.. request.Attempts.Select(attempt => catalog.FindEndpoint(attempt.Endpoint)).OfType<Endpoint>()];
        Append(hops, level, request, tried);
        if (hops.Count == before && !tried.IsEmpty)
        {
            // Every remaining candidate may clash with an attempt: a hop that shares a provider is better than none.
            Append(hops, level, request, []);
        }
    }

    private void Append(ImmutableArray<Hop>.Builder hops, ChainLevel level, DecisionRequest request, ImmutableArray<Endpoint> tried)
    {
        var isBounded = !double.IsInfinity(level.BudgetUsd);
        var paid = isBounded ? hops.Aggregate(0.0, (sum, hop) => Usd.Sum(sum, level.BoundedCaseUsd(hop))) : 0;
        foreach (var candidate in level.Ranked)
        {
            if (hops.Count == Room(request))
            {
                break;
            }

            if (Clashes(candidate.Endpoint, tried, hops)
                || (isBounded && Usd.Sum(paid, candidate.BoundedCaseUsd) > level.BudgetUsd)
                || !RejectionHops.Admit(hops, candidate.Endpoint, aliases))
            {
                continue;
            }

            hops.Add(
                new Hop(
                    candidate.Endpoint,
                    hops.Count == 0 && request.Attempts.IsEmpty ? [] : selection.Fallback.LeadTo,
                    candidate.Estimate)
                {
                    Dropped = level.Dropped,
                    HedgeAfterMs = selection.Fallback.HedgeAfter is { } quantile
                        && candidate.LatencyMs(quantile, request.Stream == true) is { } after
                            ? Math.Round(after)
                            : null,
                });

            // A hop that follows a timeout may follow one that was paid for.
            paid = isBounded ? Usd.Sum(paid, candidate.BoundedCaseUsd) : 0;
        }
    }

    private bool Clashes(Endpoint next, ImmutableArray<Endpoint> tried, ImmutableArray<Hop>.Builder hops)
    {
        foreach (var earlier in tried)
        {
            if (selection.Fallback.Clash(earlier, next))
            {
                return true;
            }
        }

        for (var hop = 0; hop < hops.Count; hop++)
        {
            if (selection.Fallback.Clash(hops[hop].Endpoint, next))
            {
                return true;
            }
        }

        return false;
    }
}
