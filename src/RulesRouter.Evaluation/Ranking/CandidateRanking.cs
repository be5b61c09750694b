using System.Collections;
using System.Collections.Immutable;
using System.Numerics;
using RulesRouter.Catalog;
using RulesRouter.Evaluation.Endpoints;
using RulesRouter.Evaluation.Filtering;
using RulesRouter.Objectives;
using RulesRouter.Policies;

namespace RulesRouter.Evaluation.Ranking;

/// <summary>
/// The eligible candidates, best first. Unknown figures rank last; ties go to the cheaper, then by
/// <see cref="Preference.InTieOrder"/>. One pass finds twice as many as a chain has hops, as some may clash;
/// each further pass finds twice as many again.
/// </summary>
internal sealed class CandidateRanking : IEnumerable<Candidate>
{
    /// <summary>Places compared at once.</summary>
    private const int Block = 16;

    private readonly Eligibility eligibility;
    private readonly Estimator estimator;
    private readonly ObjectiveScoring scoring;
    private readonly ImmutableArray<int> ties;
    private readonly int first;
    private readonly int count;
    private Place[]? best;

    private CandidateRanking(Eligibility eligibility, Selection selection, EndpointScores? scores)
    {
        this.eligibility = eligibility;
        estimator = eligibility.Estimator.Comparable;
        scoring = ObjectiveScoring.Of(selection, scores);
        ties = estimator.View.PreferenceOf(selection).TieRanks;
        count = eligibility.Passed.Count();
        first = Math.Min(count, 2 * (selection.Fallback.Max + 1));
    }

    public bool IsEmpty => count == 0;

    /// <param name="scores">Of <see cref="Objective.Script"/>.</param>
    public static CandidateRanking Order(Eligibility eligibility, Selection selection, EndpointScores? scores) =>
        new(eligibility, selection, scores);

    public static string Describe(Candidate candidate, Selection selection, EndpointScores? scores) =>
        ObjectiveScoring.Of(selection, scores).Describe(candidate);

    public IEnumerator<Candidate> GetEnumerator()
    {
        var (places, seen) = (best ??= Best(first, after: null), 0);
        while (true)
        {
            foreach (var place in places)
            {
                yield return eligibility[place.Index];
            }

            seen += places.Length;
            if (seen == count)
            {
                yield break;
            }

            places = Best(Math.Min(count - seen, 2 * places.Length), places[^1]);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static double LastIfUnknown(double figure) => double.IsNaN(figure) ? double.PositiveInfinity : figure;

    /// <summary>
    /// The best <paramref name="many"/>, optionally after a place. Once they are found few others are better, so whole blocks are skipped
    /// by one comparison.
    /// </summary>
    private Place[] Best(int many, Place? after)
    {
        var (places, found) = (new Place[many], 0);
        var figures = scoring.ColumnOf(estimator);
        var words = eligibility.Passed.Words;
        for (var block = 0; block < words.Length * (64 / Block); block++)
        {
            var rest = (uint)(words[block / (64 / Block)] >> (block % (64 / Block) * Block)) & ((1 << Block) - 1);
            if (rest != 0 && scoring.ScoresByColumn && found == many && places[^1].Score < double.PositiveInfinity)
            {
                rest &= EndpointColumn.AtMost(figures.Slice(block * Block, Block), Usd.Above(places[^1].Score));
            }

            for (; rest != 0; rest &= rest - 1)
            {
                var place = PlaceOf((block * Block) + BitOperations.TrailingZeroCount(rest), figures);
                if ((found < many || IsBetter(place, places[^1])) && (after is not { } last || IsBetter(last, place)))
                {
                    found = Math.Min(found + 1, many);
                    Insert(places, place, found - 1);
                }
            }
        }

        return places;
    }

    /// <param name="end">Index of the last occupied place, including this one.</param>
    private void Insert(Place[] places, Place place, int end)
    {
        var at = end;
        for (; at > 0 && IsBetter(place, places[at - 1]); at--)
        {
            places[at] = places[at - 1];
        }

        places[at] = place;
    }

    private Place PlaceOf(int index, ReadOnlySpan<double> column) =>
        new(LastIfUnknown(scoring.ScoresByColumn ? column[index] : scoring.ScoreOf(eligibility[index], estimator, column)), index);

    private bool IsBetter(Place one, Place other)
    {
        if (one.Score != other.Score && !(scoring.ScoresByCost && Usd.AreClose(one.Score, other.Score)))
        {
            return one.Score < other.Score;
        }

        var (cost, otherCost) = (LastIfUnknown(estimator.TokenCostUsd(one.Index)), LastIfUnknown(estimator.TokenCostUsd(other.Index)));
        return cost != otherCost ? cost < otherCost : ties[one.Index] < ties[other.Index];
    }

    private readonly record struct Place(double Score, int Index);
}
