using System.Collections.Concurrent;

namespace RulesRouter.Economics;

/// <summary>
/// The chances in each scenario of an attempt whose mean chance is given, at one spread. The ability comes from a table: cubic Hermite
/// interpolation over the logit of the chance, with the exact value and slope at 2,048 points, within 1e-9 of the exact ability.
/// </summary>
internal sealed class MeanChances
{
    private const int Points = 2048;

    /// <summary>Beliefs are never beyond these chances (<see cref="Belief"/>).</summary>
    private const double Edge = 0.004;

    /// <summary>Spreads are estimated to one decimal in 0..4, so few tables are ever needed.</summary>
    private const int MaxTables = 64;

    private static readonly ConcurrentDictionary<double, MeanChances> BySpread = [];

    private readonly double spread;
    private readonly double first;
    private readonly double step;
    private readonly double[] abilities;
    private readonly double[] slopes;

    /// <summary>By scenario, the factor by which its difficulty multiplies the odds of a failure.</summary>
    private readonly double[] odds = new double[SharedDifficulty.Scenarios];

    private MeanChances(double spread, int points)
    {
        this.spread = spread;
        first = Logit.Of(Edge);
        step = (Logit.Of(1 - Edge) - first) / (Points - 1);
        abilities = new double[points];
        slopes = new double[points];
        for (var point = 0; point < points; point++)
        {
            var chance = Logit.ToChance(first + (point * step));
            abilities[point] = SharedDifficulty.SolveAbility(chance, spread);
            slopes[point] = step * chance * (1 - chance) / SharedDifficulty.SlopeAt(abilities[point], spread);
        }

        for (var scenario = 0; scenario < odds.Length; scenario++)
        {
            odds[scenario] = Math.Exp(spread * SharedDifficulty.NodeOf(scenario));
        }
    }

    /// <summary>Without a table, and so slower, where there are too many already.</summary>
    public static MeanChances Of(double spread) =>
        BySpread.TryGetValue(spread, out var table) ? table
        : BySpread.Count >= MaxTables ? new MeanChances(spread, points: 0)
        : BySpread.GetOrAdd(spread, static asked => new MeanChances(asked, Points));

    /// <summary>The logit at z = 0 whose mean chance over all scenarios is <paramref name="chance"/>.</summary>
    public double AbilityOf(double chance)
    {
        var place = (Logit.Of(chance) - first) / step;
        if (!(place >= 0) || place > abilities.Length - 1)
        {
            return SharedDifficulty.SolveAbility(chance, spread);
        }

        var point = Math.Min((int)place, Points - 2);
        var (t, value, next) = (place - point, abilities[point], abilities[point + 1]);
        var (slope, nextSlope) = (slopes[point], slopes[point + 1]);
        var rest = next - value;
        return value + (t * (slope + (t * ((3 * rest) - (2 * slope) - nextSlope + (t * (slope + nextSlope - (2 * rest)))))));
    }

    /// <summary>Fills the chance in each scenario of an attempt with this mean chance.</summary>
    public void Fill(double chance, Span<double> chances)
    {
        var failure = Math.Exp(-AbilityOf(chance));
        for (var scenario = 0; scenario < odds.Length; scenario++)
        {
            chances[scenario] = 1 / (1 + (failure * odds[scenario]));
        }
    }
}
