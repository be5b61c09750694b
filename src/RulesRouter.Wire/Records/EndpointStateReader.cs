using System.Collections.Immutable;
using System.Diagnostics;
using RulesRouter.Decisions;
using RulesRouter.Wire.Reading;

namespace RulesRouter.Wire.Records;

/// <summary>Reads the recorded state of endpoints: which were excluded, and their measured latencies.</summary>
internal static class EndpointStateReader
{
    private static readonly FieldNames Names = FieldNames.Of<Field>();

    private enum Field
    {
        TtftP50Ms,
        TtftP99Ms,
        TokensPerSecondP50,
        TokensPerSecondP1,
    }

    public static ImmutableSortedDictionary<string, string> Excluded(ref StrictReader json)
    {
        var reasons = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        if (json.IsObject())
        {
            while (json.NextKey(out var id))
            {
                reasons[id] = json.String() ?? "";
            }
        }

        return reasons.ToImmutable();
    }

    public static ImmutableSortedDictionary<string, MeasuredLatency> Latencies(ref StrictReader json)
    {
        var latencies = ImmutableSortedDictionary.CreateBuilder<string, MeasuredLatency>(StringComparer.Ordinal);
        if (json.IsObject())
        {
            while (json.NextKey(out var id))
            {
                latencies[id] = Latency(ref json);
            }
        }

        return latencies.ToImmutable();
    }

    private static MeasuredLatency Latency(ref StrictReader json)
    {
        var measured = new MeasuredLatency(null, null, null, null);
        if (!json.IsObject())
        {
            return measured;
        }

        var fields = new FieldSet();
        while (json.NextField(Names, ref fields))
        {
            var figure = json.Number(0, "a number of at least 0");
            measured = (Field)fields.Current switch
            {
                Field.TtftP50Ms => measured with { TtftP50Ms = figure },
                Field.TtftP99Ms => measured with { TtftP99Ms = figure },
                Field.TokensPerSecondP50 => measured with { TokensPerSecondP50 = figure },
                Field.TokensPerSecondP1 => measured with { TokensPerSecondP1 = figure },
                _ => throw new UnreachableException(),
            };
        }

        return measured;
    }
}
