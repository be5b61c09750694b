using System.Collections.Immutable;
using System.Text.Json;
using RulesRouter.Decisions;
using RulesRouter.Wire.Records;
using RulesRouter.Wire.Requests;

namespace RulesRouter.Verification.Replaying;

/// <summary>Replays blocks one at a time and caches decisions of equal situations.</summary>
internal sealed class BlockWorker(DecisionPair pair, TimeBuckets buckets, ReplaySettings settings)
{
    private readonly SituationCache cache = new();
    private byte[] situation = new byte[4096];

    public long Situations => cache.Misses;

    public BlockTally Work(LogBlock block, string file)
    {
        var tally = new BlockTally();
        var line = block.FirstLine;
        var rest = block.Bytes.AsMemory(0, block.Length);
        while (!rest.IsEmpty)
        {
            var end = rest.Span.IndexOf((byte)'\n');
            var text = end < 0 ? rest : rest[..end];
            rest = end < 0 ? default : rest[(end + 1)..];
            Work(text, file, line++, tally);
        }

        return tally;
    }

    private void Work(ReadOnlyMemory<byte> text, string file, long number, BlockTally tally)
    {
        if (text.Span.Trim(" \t\r\uFEFF"u8).IsEmpty)
        {
            return;
        }

        try
        {
            var line = LoggedLine.Read(text.Span);
            if (line.IsReport)
            {
                return;
            }

            var effect = line.IsRecord ? Record(text, line) : Request(text);
            tally.Add(effect, line.Id.Length > 0 ? line.Id : $"{file}:{number}", line.Answer);
        }
        catch (JsonException exception)
        {
            tally.Unreadable.Add(
                new UnreadableLine($"{file}:{number}", $"expected JSON, error at byte {exception.BytePositionInLine + 1}"));
        }
        catch (InvalidDataException exception)
        {
            tally.Unreadable.Add(new UnreadableLine($"{file}:{number}", exception.Message));
        }
    }

    private DecisionEffect Record(ReadOnlyMemory<byte> text, LoggedLine line)
    {
        var at = line.At ?? throw new InvalidDataException("`at` is missing");
        var replay = text.Slice(line.ReplayStart, line.ReplayLength);
        var key = Situation(replay.Span, at);
        if (cache.TryGet(key, out var known))
        {
            return known;
        }

        var (recorded, errors) = RecordedRequestReader.Read(replay.Span);
        var effect = pair.Decide(recorded ?? throw Malformed(errors), at);
        cache.Add(key, effect);
        return effect;
    }

    private DecisionEffect Request(ReadOnlyMemory<byte> text)
    {
        var (request, errors) = DecisionRequestReader.Read(text.Span);
        if (request is null)
        {
            throw Malformed(errors);
        }

        return pair.Decide(
            new RecordedRequest(request, pair.Classify(request), RouterState.Healthy, settings.AllowSampleEvidence),
            request.At ?? settings.At);
    }

    private ReadOnlySpan<byte> Situation(ReadOnlySpan<byte> replay, DateTimeOffset at)
    {
        var length = replay.Length + buckets.Length;
        if (situation.Length < length)
        {
            situation = new byte[length * 2];
        }

        buckets.Write(at, situation);
        replay.CopyTo(situation.AsSpan(buckets.Length));
        return situation.AsSpan(0, length);
    }

    private static InvalidDataException Malformed(ImmutableArray<RequestError> errors) =>
        new(string.Join("; ", errors.Select(error => $"{(error.Pointer.Length > 0 ? error.Pointer : "/")}: {error.Message}")));
}
