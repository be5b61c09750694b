using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace RulesRouter.Service.Recording;

/// <summary>A decision as it was recorded: the parts of its lines as they were written.</summary>
/// <param name="Answer">The decision as it was sent, without a trace.</param>
/// <param name="Replay">Everything that the decision depended on.</param>
internal sealed record RecordedDecision(byte[] Answer, byte[] Replay, DateTimeOffset At)
{
    /// <summary>What came of its calls, a JSON object; null if the gateway has not carried it out, or is still doing it.</summary>
    public byte[]? Calls { get; private init; }

    private const int UuidLength = 36;

    /// <summary>Further segments that are searched: a bound on what an unknown id costs.</summary>
    private const int MaxBeside = 8;

    /// <summary>How far the clocks of instances may differ, and a line may be written after its decision.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>For how long after a decision the line of its calls is searched.</summary>
    private static readonly TimeSpan MaxCarryingOut = TimeSpan.FromHours(1);

    /// <summary>Null if the record does not have it.</summary>
    /// <exception cref="IOException">The record cannot be read.</exception>
    public static RecordedDecision? Find(RecordLayout layout, string id)
    {
        if (MadeAt(id) is not { } madeAt)
        {
            return null;
        }

        var start = Encoding.UTF8.GetBytes($"{{\"decisionId\":\"{id}\"");
        foreach (var segment in Likely(layout.Segments(), madeAt))
        {
            foreach (var (line, after) in RecordLines.Read(layout, new RecordPosition(segment.Number, 0)))
            {
                if (after.Segment != segment.Number)
                {
                    break;
                }

                if (line.Span.StartsWith(start) && Read(line.Span) is { } found)
                {
                    return found with { Calls = CallsOf(layout, after, start, madeAt + MaxCarryingOut) };
                }
            }
        }

        return null;
    }

    /// <param name="from">After the line of the decision.</param>
    /// <param name="start">How lines of the decision begin.</param>
    /// <param name="until">Decisions that were made later end the search.</param>
    private static byte[]? CallsOf(RecordLayout layout, RecordPosition from, ReadOnlySpan<byte> start, DateTimeOffset until)
    {
        foreach (var (line, _) in RecordLines.Read(layout, from))
        {
            if (line.Span.StartsWith(start))
            {
                return Value(line.Span, "calls");
            }

            if (MadeAt(line.Span) > until)
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>The segments that were written at the time, and some around them: the clock may have been set meanwhile.</summary>
    private static IEnumerable<RecordSegment> Likely(IReadOnlyList<RecordSegment> segments, DateTimeOffset madeAt)
    {
        var byDistance = segments.Select((segment, index) => (
                Segment: segment,
                Distance: Distance(segment.StartedAt, index + 1 < segments.Count ? segments[index + 1].StartedAt : null, madeAt)))
            .OrderBy(one => one.Distance)
            .ToList();
        return byDistance.Take(byDistance.Count(one => one.Distance == TimeSpan.Zero) + MaxBeside).Select(one => one.Segment);
    }

    /// <param name="end">Null for the segment that is written now.</param>
    private static TimeSpan Distance(DateTimeOffset start, DateTimeOffset? end, DateTimeOffset madeAt) =>
        madeAt < start - Tolerance ? start - Tolerance - madeAt
        : end is { } ended && madeAt > ended + Tolerance ? madeAt - (ended + Tolerance)
        : TimeSpan.Zero;

    /// <summary>When the decision of a line was made; null for a line that does not begin with an id.</summary>
    private static DateTimeOffset? MadeAt(ReadOnlySpan<byte> line)
    {
        var from = "{\"decisionId\":\""u8.Length;
        return line.StartsWith("{\"decisionId\":\""u8) && line.Length >= from + UuidLength
            ? MadeAt(Encoding.UTF8.GetString(line.Slice(from, UuidLength)))
            : null;
    }

    /// <summary>When the decision was made, by its id; null for other ids, such as one of a time beyond the calendar.</summary>
    private static DateTimeOffset? MadeAt(string id)
    {
        if (id.Length < UuidLength || !Guid.TryParseExact(id.AsSpan(0, UuidLength), "D", out var uuid))
        {
            return null;
        }

        Span<byte> bytes = stackalloc byte[16];
        uuid.TryWriteBytes(bytes, bigEndian: true, out _);
        var milliseconds = BinaryPrimitives.ReadInt64BigEndian(bytes) >>> 16;
        return milliseconds <= (DateTimeOffset.MaxValue - Tolerance).ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : null;
    }

    /// <summary>A property of a line as it was written; null without it.</summary>
    private static byte[]? Value(ReadOnlySpan<byte> line, string name)
    {
        var reader = new Utf8JsonReader(line);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isWanted = reader.ValueTextEquals(name);
            reader.Read();
            var from = (int)reader.TokenStartIndex;
            reader.Skip();
            if (isWanted)
            {
                return line[from..(int)reader.BytesConsumed].ToArray();
            }
        }

        return null;
    }

    /// <summary>Null if the line is not of a decision.</summary>
    private static RecordedDecision? Read(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        byte[]? answer = null;
        byte[]? replay = null;
        DateTimeOffset? at = null;
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            reader.Read();
            var from = (int)reader.TokenStartIndex;
            at = name == "at" && reader.TryGetDateTimeOffset(out var time) ? time : at;
            reader.Skip();
            var value = line[from..(int)reader.BytesConsumed];
            answer = name == "decision" ? value.ToArray() : answer;
            replay = name == "replay" ? value.ToArray() : replay;
        }

        return answer is not null && replay is not null && at is { } known ? new RecordedDecision(answer, replay, known) : null;
    }
}
