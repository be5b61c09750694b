using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace RulesRouter.Service.Tests.Metrics;

/// <summary>
/// What one service's meter says, as whatever listens to .NET meters hears it. Services that run beside it are not heard.
/// </summary>
internal sealed class CountedMetrics : IDisposable
{
    private readonly MeterListener listener = new();
    private readonly ConcurrentDictionary<string, long> sums = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> observed = new(StringComparer.Ordinal);

    public CountedMetrics(IMeterFactory meters)
    {
        listener.InstrumentPublished = (instrument, to) =>
        {
            if (instrument.Meter.Name == "RulesRouter" && ReferenceEquals(instrument.Meter.Scope, meters))
            {
                to.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.Start();
    }

    /// <summary>What was counted up to now, with its tags in order; what is observed is observed now.</summary>
    /// <param name="named">As <c>rulesrouter.decisions{outcome=routed}</c>, the start of it.</param>
    public long Sum(string named)
    {
        foreach (var key in observed.Keys)
        {
            sums[key] = 0;
        }

        listener.RecordObservableInstruments();
        return sums.Where(pair => pair.Key.StartsWith(named, StringComparison.Ordinal)).Sum(pair => pair.Value);
    }

    public void Dispose() => listener.Dispose();

    private void Add(Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var key = $"{instrument.Name}{{{string.Join(',', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))}}}";
        sums.AddOrUpdate(key, value, (_, sum) => sum + value);
        if (instrument.IsObservable)
        {
            observed[key] = true;
        }
    }
}
