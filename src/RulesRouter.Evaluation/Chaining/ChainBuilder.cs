using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Endpoints;
using RulesRouter.Policies;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Chaining;

/// <summary>
/// Builds the fallback chain from ranked eligible candidates: distinct as the rule requires, and within the budget of the whole chain
/// (semantics 6).
/// </summary>
internal sealed class ChainBuilder(Selection selection, ModelCatalog catalog)
{
    public ImmutableArray<Hop> Build(IEnumerable<Candidate> ranked, DecisionRequest request, double budgetUsd)
    {
        if (request.Attempts.IsEmpty)
        {
            return Build(ranked, request, budgetUsd, tried: []);
        }

        var tried = request.Attempts.Select(attempt => catalog.FindEndpoint(attempt.Endpoint)).OfType<Endpoint>().ToImmutableArray();
        var chain = Build(ranked, request, budgetUsd, tried);

        // Every remaining candidate may clash with an attempt: a hop that shares a provider is better than none.
        return chain.IsEmpty ? Build(ranked, request, budgetUsd, []) : chain;
    }

    private ImmutableArray<Hop> Build(
        IEnumerable<Candidate> ranked,
        DecisionRequest request,
        double budgetUsd,
        ImmutableArray<Endpoint> tried)
    {
        var room = Math.Max(0, selection.Fallback.Max + 1 - request.Attempts.Length);
        var hops = ImmutableArray.CreateBuilder<Hop>(room);
        var paid = 0.0;
        foreach (var candidate in ranked)
        {
            if (hops.Count == room)
            {
                break;
            }

            if (Clashes(candidate.Endpoint, tried, hops) || !Fits(paid, candidate, budgetUsd))
            {
                continue;
            }

            hops.Add(
                new Hop(
                    candidate.Endpoint,
                    hops.Count == 0 && request.Attempts.IsEmpty ? [] : selection.Fallback.LeadTo,
                    candidate.Estimate));

            // A hop that follows a timeout may follow one that was paid for.
            paid = double.IsInfinity(budgetUsd) ? 0 : Usd.Sum(paid, candidate.BoundedCaseUsd);
        }

        return hops.DrainToImmutable();
    }

    private static bool Fits(double paid, Candidate candidate, double budgetUsd) =>
        double.IsInfinity(budgetUsd) || Usd.Sum(paid, candidate.BoundedCaseUsd) <= budgetUsd;

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
