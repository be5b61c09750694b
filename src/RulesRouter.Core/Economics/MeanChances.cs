using System.Collections.Concurrent;

namespace RulesRouter.Economics;

/// <summary>
/// <see cref="SharedDifficulty.AbilityOf"/> at one spread, from a table: cubic Hermite interpolation over the logit of the chance, with the
/// exact value and slope at 2,048 points. Within 1e-9 of the exact ability.
/// </summary>
internal sealed class MeanChances
{
    private const int Points = 2048;

    /// <summary>Beliefs are never beyond these chances (<see cref="Belief"/>).</summary>
    private const double Edge = 0.004;

    /// <summary>Spreads are estimated to one decimal in 0..4, so few tables are ever needed.</summary>
    private const int MaxTables = 64;

    private static readonly ConcurrentDictionary<double, MeanChances> BySpread = [];

    private readonly double first;
    private readonly double step;
    private readonly double[] abilities = new double[Points];
    private readonly double[] slopes = new double[Points];

    private MeanChances(double spread)
    {
        first = Logit.Of(Edge);
        step = (Logit.Of(1 - Edge) - first) / (Points - 1);
        for (var point = 0; point < Points; point++)
        {
            var chance = Logit.ToChance(first + (point * step));
            abilities[point] = SharedDifficulty.SolveAbility(chance, spread);
            slopes[point] = step * chance * (1 - chance) / SharedDifficulty.SlopeAt(abilities[point], spread);
        }
    }

    /// <summary>Null if the chance is outside the table.</summary>
    public static double? AbilityOf(double chance, double spread)
    {
        if (!BySpread.TryGetValue(spread, out var table))
        {
            if (BySpread.Count >= MaxTables)
            {
                return null;
            }

            table = BySpread.GetOrAdd(spread, static asked => new MeanChances(asked));
        }

        return table.At(chance);
    }

    private double? At(double chance)
    {
        var place = (Logit.Of(chance) - first) / step;
        if (!(place >= 0) || place > Points - 1)
        {
            return null;
        }

        var point = Math.Min((int)place, Points - 2);
        var (t, value, next) = (place - point, abilities[point], abilities[point + 1]);
        var (slope, nextSlope) = (slopes[point], slopes[point + 1]);
        var rest = next - value;
        return value + (t * (slope + (t * ((3 * rest) - (2 * slope) - nextSlope + (t * (slope + nextSlope - (2 * rest)))))));
    }
}
