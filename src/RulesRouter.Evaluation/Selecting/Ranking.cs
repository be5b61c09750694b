using System.Collections;
using System.Globalization;
using RulesRouter.Evaluation.Selecting.Endpoints;
using RulesRouter.Policies;

namespace RulesRouter.Evaluation.Selecting;

/// <summary>
/// The qualified candidates, best first. Unknown figures come last; ties go to the cheaper, then to the id. One pass finds the best few, as a
/// chain takes three of two hundred; the others are put in order only where somebody asks for them.
/// </summary>
internal sealed class Ranking : IEnumerable<Candidate>
{
    private const int Few = 12;

    private readonly Qualification qualification;
    private readonly Consideration on;
    private readonly Selection selection;
    private readonly EndpointScores? scores;
    private readonly Preference? preference;
    private readonly Place[] best;
    private readonly int count;

    private Ranking(Qualification qualification, Selection selection, EndpointScores? scores)
    {
        this.qualification = qualification;
        on = qualification.On.Comparable;
        this.selection = selection;
        this.scores = scores;
        preference = selection.Objective == Objective.Ordered ? on.View.PreferenceOf(selection) : null;
        count = qualification.Passed.Count();
        best = new Place[Math.Min(count, Few)];
        var found = 0;
        var figures = Figures();
        foreach (var index in qualification.Passed)
        {
            var place = PlaceOf(index, figures);
            if (found < best.Length || IsBetter(place, best[^1]))
            {
                found = Math.Min(found + 1, best.Length);
                Insert(place, found - 1);
            }
        }
    }

    public bool IsEmpty => count == 0;

    /// <param name="scores">Of <see cref="Objective.Script"/>.</param>
    public static Ranking Order(Qualification qualification, Selection selection, EndpointScores? scores) => new(qualification, selection, scores);

    public static string InWords(Candidate candidate, Selection selection, EndpointScores? scores)
    {
        var estimate = candidate.Estimate;
        return selection.Objective switch
        {
            Objective.Price => Dollars(estimate.TokenCostUsd),
            Objective.Latency => estimate.LatencyP50Ms is { } p50 ? string.Create(CultureInfo.InvariantCulture, $"{p50:0} ms at p50") : "latency unknown",
            Objective.Quality => estimate.Quality is { } quality ? string.Create(CultureInfo.InvariantCulture, $"quality {quality:0.000}") : "quality unknown",
            Objective.Ordered => $"preferred as {selection.Prefer.FirstOrDefault(preference => new Catalog.EndpointPattern(preference.Pattern).Matches(candidate.Endpoint))?.Pattern ?? "none"}, {Dollars(estimate.TokenCostUsd)}",
            Objective.Script => scores!.InWords(candidate),
            _ => Dollars(estimate.TokenCostUsd),
        };
    }

    public IEnumerator<Candidate> GetEnumerator()
    {
        foreach (var place in best)
        {
            yield return qualification[place.Index];
        }

        if (count > best.Length)
        {
            for (var others = Others(); others.TryDequeue(out var place, out _);)
            {
                yield return qualification[place.Index];
            }
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static double LastIfUnknown(double figure) => double.IsNaN(figure) ? double.PositiveInfinity : figure;

    private static string Dollars(double? cost) => cost is { } usd ? string.Create(CultureInfo.InvariantCulture, $"${usd:F6} expected") : "cost unknown";

    /// <summary>Those behind the best few. As few as are asked for come in order.</summary>
    private PriorityQueue<Place, Place> Others()
    {
        var others = new List<(Place, Place)>(count - best.Length);
        var figures = Figures();
        foreach (var index in qualification.Passed)
        {
            var place = PlaceOf(index, figures);
            if (IsBetter(best[^1], place))
            {
                others.Add((place, place));
            }
        }

        return new PriorityQueue<Place, Place>(others, Comparer<Place>.Create((one, other) => IsBetter(one, other) ? -1 : IsBetter(other, one) ? 1 : 0));
    }

    /// <param name="end">The last of the places taken, this one's among them.</param>
    private void Insert(Place place, int end)
    {
        var at = end;
        for (; at > 0 && IsBetter(place, best[at - 1]); at--)
        {
            best[at] = best[at - 1];
        }

        best[at] = place;
    }

    /// <summary>What there is by endpoint to rank by; empty where places or scripts rank.</summary>
    private ReadOnlySpan<double> Figures() => selection.Objective switch
    {
        Objective.Latency => on.View.LatenciesP50Ms(on.ExpectedOutput),
        Objective.Quality => on.Qualities(),
        Objective.Ordered or Objective.Script => [],
        _ => on.TokenCostsUsd(),
    };

    private Place PlaceOf(int index, ReadOnlySpan<double> figures) => new(
        LastIfUnknown(selection.Objective switch
        {
            Objective.Quality => -figures[index],
            Objective.Ordered => preference!.Places[index],
            Objective.Script => scores!.Of(qualification[index]).Value,
            _ => figures[index],
        }),
        index);

    /// <summary>Endpoints stand in the order of their ids, so the lower index is the lower id.</summary>
    private bool IsBetter(Place one, Place other)
    {
        if (one.Score != other.Score)
        {
            return one.Score < other.Score;
        }

        var (cost, otherCost) = (LastIfUnknown(on.TokenCostUsd(one.Index)), LastIfUnknown(on.TokenCostUsd(other.Index)));
        return cost != otherCost ? cost < otherCost : one.Index < other.Index;
    }

    private readonly record struct Place(double Score, int Index);
}
