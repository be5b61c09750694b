using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Selecting;
using RulesRouter.Policies;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation;

/// <summary>The sentences that say why a chain is what it is: who comes when, who was passed over, and why it ends.</summary>
internal static class ChainReasons
{
    private const int MostNamed = 3;

    /// <param name="ranked">In the order the chain was built from.</param>
    public static ImmutableArray<string> Of(Selection selection, IEnumerable<Candidate> ranked, ImmutableArray<Hop> chain, DecisionRequest request)
    {
        // A learned chain is searched for as a whole, not taken from the top.
        if (chain.IsEmpty || selection.Objective == Objective.ExpectedCost)
        {
            return [];
        }

        var sentences = ImmutableArray.CreateBuilder<string>();
        var waiting = new Queue<Candidate>(ranked);
        foreach (var hop in chain)
        {
            var passed = new List<Candidate>();
            while (waiting.TryDequeue(out var candidate) && candidate.Endpoint != hop.Endpoint)
            {
                passed.Add(candidate);
            }

            sentences.Add(Sentence(selection, hop, chain[..chain.IndexOf(hop)]) + PassedOver(selection, passed, chain[..chain.IndexOf(hop)]));
        }

        sentences.Add(chain.Length + request.Attempts.Length > selection.Fallback.Max
            ? $"it ends there: the rule allows {selection.Fallback.Max} fallbacks"
            : $"it ends there: nobody else qualifies{Apart(selection) switch { "" => "", var apart => " " + apart }}");
        return sentences.ToImmutable();
    }

    private static string Sentence(Selection selection, Hop hop, ImmutableArray<Hop> before) => before.IsEmpty && hop.On.IsEmpty
        ? $"`{hop.Endpoint.Id}` first"
        : $"then `{hop.Endpoint.Id}`{(Apart(selection) is { Length: > 0 } apart ? ", " + apart : "")}, after {string.Join(", ", hop.On.Select(FailureClasses.NameOf))}";

    private static string PassedOver(Selection selection, List<Candidate> passed, ImmutableArray<Hop> before)
    {
        if (passed.Count == 0)
        {
            return "";
        }

        var named = passed.Take(MostNamed).Select(candidate => $"`{candidate.Endpoint.Id}` ({Why(selection, candidate.Endpoint, before)})");
        return $"; ranked higher but passed over: {string.Join(", ", named)}{(passed.Count > MostNamed ? $" and {passed.Count - MostNamed} more" : "")}";
    }

    private static string Why(Selection selection, Endpoint endpoint, ImmutableArray<Hop> before) => selection.Fallback.Distinct switch
    {
        Distinct.Provider when before.Any(hop => hop.Endpoint.Provider.Id == endpoint.Provider.Id) => $"provider {endpoint.Provider.Id} again",
        Distinct.FailureDomain when before.Any(hop => hop.Endpoint.FailureDomain == endpoint.FailureDomain) => $"failure domain {endpoint.FailureDomain} again",
        _ => "beyond the budget of all hops together, or tried already",
    };

    private static string Apart(Selection selection) => selection.Fallback.Distinct switch
    {
        Distinct.Provider => "at another provider",
        Distinct.FailureDomain => "in another failure domain",
        _ => "",
    };
}
