using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Evaluation;
using RulesRouter.Policies;

namespace RulesRouter.Verification.Replaying;

/// <summary>
/// Moments that no decision can tell apart: between two days on which something in a catalog begins or ends, and with the same prices by
/// the hour. Where a policy asks a clock, every moment is one of its own.
/// </summary>
internal sealed class MomentBuckets
{
    private readonly ImmutableArray<DateOnly> cuts;
    private readonly ImmutableArray<PriceSchedule> hourly;
    private readonly bool exact;

    public MomentBuckets(IReadOnlyCollection<CompiledPolicySet> sets)
    {
        var endpoints = sets.SelectMany(set => set.Catalog.Endpoints).ToList();
        exact = sets.Any(set => set.Names.Any(name => DependsOnTheMoment(set.Find(name)!.Layers)));
        var waivers = sets.SelectMany(set => set.Policies.Policies).SelectMany(policy => policy.Waivers).SelectMany(waiver => new[] { waiver.From, waiver.Expires }).OfType<DateOnly>();
        cuts = [.. endpoints.SelectMany(Days).Concat(waivers).SelectMany(day => new[] { day, day.AddDays(1) }).Distinct().Order()];
        hourly = [.. endpoints.Select(endpoint => endpoint.Prices).OfType<PriceSchedule>().Where(HasHours).DistinctBy(Hours)];
    }

    /// <summary>Bytes that <see cref="Write"/> takes.</summary>
    public int Length => exact ? sizeof(long) : sizeof(int) + hourly.Length;

    /// <summary>Equal bytes for moments in one bucket.</summary>
    public void Write(DateTimeOffset at, Span<byte> to)
    {
        if (exact)
        {
            BitConverter.TryWriteBytes(to, at.UtcTicks);
            return;
        }

        var found = cuts.BinarySearch(DateOnly.FromDateTime(at.UtcDateTime));
        BitConverter.TryWriteBytes(to, found >= 0 ? found + 1 : ~found);
        for (var index = 0; index < hourly.Length; index++)
        {
            to[sizeof(int) + index] = (byte)PeriodAt(hourly[index], at);
        }
    }

    private static bool DependsOnTheMoment(PolicyLayers layers) => layers.Clocks().Any();

    private static int PeriodAt(PriceSchedule schedule, DateTimeOffset at)
    {
        var index = schedule.Periods.Length - 1;
        while (index >= 0 && !schedule.Periods[index].Holds(at))
        {
            index--;
        }

        return Math.Min(index, byte.MaxValue - 1) & byte.MaxValue;
    }

    private static bool HasHours(PriceSchedule schedule) => schedule.Periods.Any(period => !period.Windows.IsDefaultOrEmpty);

    private static string Hours(PriceSchedule schedule) => string.Join(
        '\n',
        schedule.Periods.Select(period => $"{period.From:O} {period.Until:O} {(period.Windows.IsDefaultOrEmpty ? "" : string.Join(';', period.Windows.Select(window => $"{string.Join(',', window.Days.IsDefault ? [] : window.Days)} {window.From:O} {window.Until:O} {window.Zone.Id}")))}"));

    private static IEnumerable<DateOnly> Days(Endpoint endpoint)
    {
        var evidence = endpoint.Compliance.Evidence().Concat(endpoint.Latency?.Evidence() ?? []).Select(fact => fact.Evidence.Expires);
        var periods = endpoint.Prices?.Periods.SelectMany(period => new[] { period.From, period.Until }) ?? [];
        return new[] { endpoint.ReleasedOn, endpoint.RetiresOn, endpoint.DeprecatedOn }.Concat(evidence).Concat(periods).OfType<DateOnly>();
    }
}
