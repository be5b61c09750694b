using System.Collections.Immutable;

namespace RulesRouter.Catalog;

/// <summary>
/// An endpoint's prices over time. If several periods apply at a time, the last listed one counts, so the general price comes
/// first and the exceptions after it.
/// </summary>
/// <param name="AsOf">When the prices were last compared with their source; null if unknown.</param>
/// <param name="Source">The source of the prices.</param>
public sealed record PriceSchedule(ImmutableArray<PricePeriod> Periods, DateOnly? AsOf = null, string Source = "")
{
    /// <summary>One price for all time.</summary>
    public static PriceSchedule Flat(PriceRates rates) => new([new PricePeriod(null, null, [], rates)]);

    /// <summary>The rates in force; null (an unknown price) if no period applies.</summary>
    public PriceRates? RatesAt(DateTimeOffset at) => PeriodAt(at)?.Rates;

    /// <summary>The period in force; null if there is none.</summary>
    public PricePeriod? PeriodAt(DateTimeOffset at) => IndexAt(at) is var index and >= 0 ? Periods[index] : null;

    /// <summary>The index of the period in force; -1 if there is none.</summary>
    internal int IndexAt(DateTimeOffset at)
    {
        var index = Periods.Length - 1;
        while (index >= 0 && !Periods[index].Holds(at))
        {
            index--;
        }

        return index;
    }
}
