using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Chaining;
using RulesRouter.Evaluation.Endpoints;
using RulesRouter.Names;
using RulesRouter.Objectives;
using RulesRouter.Policies;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Reporting;

/// <summary>One sentence per hop: why it comes next, what was skipped before it, and why the chain ends.</summary>
internal static class ChainReasons
{
    private const int MaxNamed = 3;

    public static ImmutableArray<string> Of(PlannedChain planned)
    {
        var (chain, effects) = (planned.Hops, planned.Ranked.Filtered.Effects);
        var (selection, request) = (effects.Selection, effects.Prepared.Input.Request);

        // A chain of minimum expected cost is searched for as a whole, not taken from the top of a ranking.
        if (chain.IsEmpty || selection.Objective == Objective.ExpectedCost)
        {
            return [];
        }

        var sentences = ImmutableArray.CreateBuilder<string>();
        using var levels = planned.Ranked.Levels().GetEnumerator();
        Queue<Candidate> remaining = [];
        for (var index = 0; index < chain.Length; index++)
        {
            var (hop, before) = (chain[index], chain[..index]);
            var kept = planned.Ranked.Filtered.PreferredKept - hop.Dropped.Length;
            while (levels.Current is null || levels.Current.Filtered.PreferredKept > kept)
            {
                levels.MoveNext();
                remaining = new Queue<Candidate>(levels.Current!.InOrder());
            }

            var skipped = new List<Candidate>();
            while (remaining.TryDequeue(out var candidate) && candidate.Endpoint != hop.Endpoint)
            {
                skipped.Add(candidate);
            }

            sentences.Add(Sentence(selection, hop, before) + Skipped(selection, skipped, before, effects.Prepared.Estimator.View.Aliases));
        }

        sentences.Add(chain.Length + request.Attempts.Length > selection.Fallback.Max
            ? $"chain ends: the rule allows {selection.Fallback.Max} fallbacks"
            : $"chain ends: no further eligible endpoint{Apart(selection) switch { "" => "", var apart => " " + apart }}");
        return sentences.ToImmutable();
    }

    private static string Sentence(Selection selection, Hop hop, ImmutableArray<Hop> before) => before.IsEmpty && hop.On.IsEmpty
        ? $"`{hop.Endpoint.Id}` first"
        : $"then `{hop.Endpoint.Id}`{(Apart(selection) is { Length: > 0 } apart ? ", " + apart : "")}, after {string.Join(", ", hop.On.Select(EnumNames<FailureClass>.NameOf))}{Without(hop)}";

    private static string Without(Hop hop) => hop.Dropped.IsEmpty
        ? ""
        : $", without preferred {string.Join(", ", hop.Dropped.Select(dropped => $"{dropped.Definition.Name} {dropped.Value}"))}";

    private static string Skipped(Selection selection, List<Candidate> skipped, ImmutableArray<Hop> before, AliasTable aliases)
    {
        skipped.RemoveAll(candidate => before.Any(hop => hop.Endpoint == candidate.Endpoint));
        if (skipped.Count == 0)
        {
            return "";
        }

        var named = skipped.Take(MaxNamed).Select(candidate => $"`{candidate.Endpoint.Id}` ({Why(selection, candidate.Endpoint, before, aliases)})");
        return $"; ranked higher but skipped: {string.Join(", ", named)}{(skipped.Count > MaxNamed ? $" and {skipped.Count - MaxNamed} more" : "")}";
    }

    private static string Why(
        Selection selection,
        Endpoint endpoint,
        ImmutableArray<Hop> before,
        AliasTable aliases) => selection.Fallback.Distinct switch
        {
            Distinct.Provider when SharedBy(before, endpoint, one => one.PassesThrough.Select(provider => provider.Id)) is { } provider =>
                $"same provider {provider}",
            Distinct.FailureDomain when SharedBy(before, endpoint, one => one.FailureDomains) is { } domain =>
                $"same failure domain {domain}",
            Distinct.None or Distinct.Provider or Distinct.FailureDomain when !RejectionHops.Admit(before, endpoint, aliases) =>
                "a rejected output of its model could lead to it",
            Distinct.None or Distinct.Provider or Distinct.FailureDomain => "exceeds the budget of the whole chain, or already tried",
        };

    /// <summary>Null where no earlier hop shares a name with the endpoint.</summary>
    private static string? SharedBy(ImmutableArray<Hop> before, Endpoint endpoint, Func<Endpoint, IEnumerable<string>> names) =>
        names(endpoint).FirstOrDefault(name => before.Any(hop => names(hop.Endpoint).Contains(name)));

    private static string Apart(Selection selection) => selection.Fallback.Distinct switch
    {
        Distinct.Provider => "at another provider",
        Distinct.FailureDomain => "in another failure domain",
        Distinct.None => "",
    };
}
