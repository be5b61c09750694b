using System.Collections.Immutable;
using RulesRouter.Evaluation.Endpoints;
using RulesRouter.Evaluation.Filtering;

namespace RulesRouter.Evaluation.Ranking;

/// <summary>The result of ranking: the eligible endpoints, best first, arm by arm if the selection splits.</summary>
/// <param name="Scores">Null unless a script ranks.</param>
/// <param name="First">The arm that selects.</param>
/// <param name="Others">Arms drawn after it.</param>
internal sealed record RankedCandidates(
    FilteredCandidates Filtered,
    EndpointScores? Scores,
    CandidateRanking First,
    ImmutableArray<CandidateRanking> Others)
{
    public bool IsEmpty => Filtered.IsEmpty;

    /// <summary>The last endpoint of the session, if the selection is sticky and it is still eligible.</summary>
    public Candidate? Sticky { get; } = StickyOf(Filtered);

    /// <summary>
    /// These candidates, then those that are left with one preferred constraint after another dropped, for hops when no other endpoint is
    /// left.
    /// </summary>
    public IEnumerable<RankedCandidates> Levels()
    {
        for (var level = this; level is not null; level = CandidateFilter.Relax(level.Filtered) is { } relaxed ? Of(relaxed) : null)
        {
            yield return level;
        }
    }

    public static RankedCandidates Of(FilteredCandidates filtered)
    {
        var (effects, input) = (filtered.Effects, filtered.Effects.Prepared.Input);
        var scores = effects.Selecting.Named?.Score is { } score
            ? new EndpointScores(score, input.Policy.Scripts, effects.Prepared.Facts)
            : null;
        return new RankedCandidates(
            filtered,
            scores,
            Rank(filtered.First),
            filtered.Others.IsEmpty ? [] : [.. filtered.Others.Select(Rank)]);

        CandidateRanking Rank(FilteredArm arm) => CandidateRanking.Order(arm.Eligibility, arm.Rule.Rule.Selection!, scores);
    }

    /// <summary>All candidates, best first: the sticky one, then this arm's, then those of the others.</summary>
    public IEnumerable<Candidate> InOrder()
    {
        var ordered = Others.Aggregate((IEnumerable<Candidate>)First, (sofar, arm) => sofar.Concat(arm));
        return Sticky is { } last ? ordered.Prepend(last) : ordered;
    }

    private static Candidate? StickyOf(FilteredCandidates filtered)
    {
        if (!filtered.Effects.Selection.IsSticky || filtered.Effects.Prepared.Input.Request.Session?.LastEndpoint is not { } last)
        {
            return null;
        }

        var endpoints = filtered.Effects.Prepared.Input.View.Endpoints;
        for (var index = 0; index < endpoints.Length; index++)
        {
            if (endpoints[index].Id == last)
            {
                return filtered.ArmOf(index)?.Eligibility[index];
            }
        }

        return null;
    }
}
