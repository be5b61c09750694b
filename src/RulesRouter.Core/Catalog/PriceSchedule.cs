using System.Collections.Immutable;

namespace RulesRouter.Catalog;

/// <summary>
/// An endpoint's prices over time. Of several periods that hold at a moment the last listed one counts, so the general price comes
/// first and what departs from it after.
/// </summary>
/// <param name="AsOf">When the prices were last held against their source; null where unknown.</param>
/// <param name="Source">Where they are from.</param>
public sealed record PriceSchedule(ImmutableArray<PricePeriod> Periods, DateOnly? AsOf = null, string Source = "")
{
    /// <summary>One price for all time.</summary>
    public static PriceSchedule Flat(PriceRates rates) => new([new PricePeriod(null, null, [], rates)]);

    /// <summary>The rates in force; null where no period holds, which is an unknown price.</summary>
    public PriceRates? RatesAt(DateTimeOffset at) => PeriodAt(at)?.Rates;

    /// <summary>The period in force; null where none is.</summary>
    public PricePeriod? PeriodAt(DateTimeOffset at) => IndexAt(at) is var index and >= 0 ? Periods[index] : null;

    /// <summary>The place of the period in force; -1 where none is.</summary>
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
