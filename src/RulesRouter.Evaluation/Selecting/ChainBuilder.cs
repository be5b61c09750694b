using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Decisions;
using RulesRouter.Policies;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Selecting;

/// <summary>Makes the fallback chain from ranked candidates: only those that qualify, spread as the rule asks, within the budget together (semantics 6).</summary>
internal sealed class ChainBuilder(Selection selection, ModelCatalog catalog)
{
    public ImmutableArray<Hop> Build(IEnumerable<Candidate> ranked, DecisionRequest request, double budgetUsd)
    {
        var tried = request.Attempts.Select(attempt => catalog.FindEndpoint(attempt.Endpoint)).OfType<Endpoint>().ToList();
        var chain = Build(ranked, request, budgetUsd, tried);

        // What was tried may clash with all that is left: a hop that shares a provider beats none.
        return chain.IsEmpty ? Build(ranked, request, budgetUsd, []) : chain;
    }

    private ImmutableArray<Hop> Build(IEnumerable<Candidate> ranked, DecisionRequest request, double budgetUsd, List<Endpoint> used)
    {
        var hops = ImmutableArray.CreateBuilder<Hop>();
        var room = selection.Fallback.Max + 1 - request.Attempts.Length;
        var paid = 0.0;
        foreach (var candidate in ranked)
        {
            if (hops.Count == room)
            {
                break;
            }

            if (used.Any(earlier => selection.Fallback.Clash(earlier, candidate.Endpoint)) || !(paid + WorstCase(candidate, budgetUsd) <= budgetUsd))
            {
                continue;
            }

            used.Add(candidate.Endpoint);
            hops.Add(new Hop(candidate.Endpoint, hops.Count == 0 && request.Attempts.IsEmpty ? [] : [.. FailureClasses.Availability, .. selection.Fallback.On], candidate.Estimate));
            paid += selection.Fallback.On.IsEmpty ? 0 : WorstCase(candidate, budgetUsd);
        }

        return hops.ToImmutable();
    }

    /// <summary>Without a budget an unknown price costs nothing; with one it has been excluded before.</summary>
    private static double WorstCase(Candidate candidate, double budgetUsd) =>
        double.IsPositiveInfinity(budgetUsd) ? 0 : candidate.Estimate.WorstCaseUsd ?? double.PositiveInfinity;
}
