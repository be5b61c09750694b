using System.Collections;
using System.Globalization;
using RulesRouter.Evaluation.Selecting.Endpoints;
using RulesRouter.Policies;

namespace RulesRouter.Evaluation.Selecting;

/// <summary>
/// The qualified candidates, best first. Unknown figures come last; ties go to the cheaper, then to the id. Figures are worked out for all,
/// the order and the candidates only as far as they are asked for: a chain takes three of two hundred.
/// </summary>
internal sealed class Ranking : IEnumerable<Candidate>
{
    private readonly Qualification qualification;
    private readonly (double Score, int Index)[] scored;

    private Ranking(Qualification qualification, Selection selection, EndpointScores? scores)
    {
        this.qualification = qualification;
        scored = new (double, int)[qualification.Passed.Count()];
        var preference = selection.Objective == Objective.Ordered ? qualification.On.View.PreferenceOf(selection) : null;
        var next = 0;
        foreach (var index in qualification.Passed)
        {
            scored[next++] = (LastIfUnknown(selection.Objective == Objective.Script ? scores!.Of(qualification[index]).Value : Score(index, qualification.On, selection.Objective, preference)), index);
        }
    }

    public bool IsEmpty => scored.Length == 0;

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

    /// <summary>Each enumeration starts anew with the best: a heap of those that wait, of which only as many are taken as somebody asks for.</summary>
    public IEnumerator<Candidate> GetEnumerator()
    {
        var waiting = ((double Score, int Index)[])scored.Clone();
        for (var place = (waiting.Length / 2) - 1; place >= 0; place--)
        {
            Sink(waiting, place, waiting.Length);
        }

        for (var left = waiting.Length; left > 0; left--)
        {
            var index = waiting[0].Index;
            waiting[0] = waiting[left - 1];
            Sink(waiting, 0, left - 1);
            yield return qualification[index];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Lower is better; NaN is unknown.</summary>
    private static double Score(int index, Consideration on, Objective objective, Preference? preference) => objective switch
    {
        Objective.Latency => on.LatencyP50Ms(index),
        Objective.Quality => -on.Quality(index),
        Objective.Ordered => preference!.Places[index],
        _ => on.TokenCostUsd(index),
    };

    private static double LastIfUnknown(double figure) => double.IsNaN(figure) ? double.PositiveInfinity : figure;

    private static string Dollars(double? cost) => cost is { } usd ? string.Create(CultureInfo.InvariantCulture, $"${usd:0.000000} expected") : "price unknown";

    private void Sink((double Score, int Index)[] heap, int place, int count)
    {
        while ((2 * place) + 1 < count)
        {
            var child = (2 * place) + 1;
            if (child + 1 < count && IsBetter(heap[child + 1], heap[child]))
            {
                child++;
            }

            if (!IsBetter(heap[child], heap[place]))
            {
                return;
            }

            (heap[place], heap[child]) = (heap[child], heap[place]);
            place = child;
        }
    }

    /// <summary>Endpoints stand in the order of their ids, so the lower index is the lower id.</summary>
    private bool IsBetter((double Score, int Index) one, (double Score, int Index) other)
    {
        if (one.Score != other.Score)
        {
            return one.Score < other.Score;
        }

        var (cost, otherCost) = (LastIfUnknown(qualification.On.TokenCostUsd(one.Index)), LastIfUnknown(qualification.On.TokenCostUsd(other.Index)));
        return cost != otherCost ? cost < otherCost : one.Index < other.Index;
    }
}
