using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using RulesRouter.Catalog;
using RulesRouter.Gateway.Dialects.Json;
using RulesRouter.Gateway.Dialects.Streams;

namespace RulesRouter.Gateway.Redacting;

/// <summary>
/// Restores values in an upstream's stream, event by event, before anything else reads it. A text whose end may be the start of a
/// placeholder waits for its next piece, and with it the events that follow; they go out in their order.
/// </summary>
internal sealed class StreamRestoration(ApiDialect dialect, Restoration restoration) : IDisposable
{
    /// <summary>Bytes of events that may wait: then nothing waits any more.</summary>
    private const int MaxWaiting = 1024 * 1024;

    private readonly SseParser parser = new();
    private readonly ArrayBufferWriter<byte> output = new();
    private readonly Queue<HeldEvent> queue = [];
    private readonly Dictionary<(string Group, string Channel), Held> held = [];
    private int waitingBytes;

    /// <summary>The events that are ready; valid until the next call.</summary>
    public ReadOnlyMemory<byte> Write(ReadOnlyMemory<byte> chunk)
    {
        output.ResetWrittenCount();
        parser.Read(chunk, found =>
        {
            Handle(found);
            return true;
        });
        if (parser.IsOverLimit)
        {
            // What reads the events next reports it.
            Flush();
            output.Write(parser.Pending.Span);
        }

        return output.WrittenMemory;
    }

    /// <summary>At the end of the stream: all that is left; valid until the next call.</summary>
    public ReadOnlyMemory<byte> End()
    {
        output.ResetWrittenCount();
        if (parser.TryLast(out var last))
        {
            Handle(last);
            Flush();
        }
        else
        {
            Flush();
            output.Write(parser.Pending.Span);
        }

        return output.WrittenMemory;
    }

    public void Dispose() => parser.Dispose();

    private void Handle(SseEvent found)
    {
        var one = new HeldEvent(found);
        using (var document = Parsing.Object(one.Data))
        {
            if (document is not null)
            {
                Restore(one, document.RootElement);
            }
            else if (!one.Data.IsEmpty)
            {
                EndAll(static _ => true);
            }
        }

        queue.Enqueue(one);
        waitingBytes += one.Length;
        if (waitingBytes > MaxWaiting)
        {
            EndAll(static _ => true);
        }

        Release();
    }

    private void Restore(HeldEvent one, JsonElement data)
    {
        var places = new HashSet<int>();
        foreach (var delta in AnswerDelta.Of(dialect, data))
        {
            var place = PlaceOf(one, delta.Piece);
            places.Add(place.Start.Value);
            if (delta.Piece.Text() is { Length: > 0 } piece)
            {
                EndOthers(delta);
                Advance(one, place, delta, piece);
            }
        }

        if (one.Data.Span.IndexOf("REDACTED"u8) >= 0)
        {
            foreach (var (place, value) in restoration.Edits(one.Data.Span))
            {
                if (!places.Contains(place.Start.Value))
                {
                    one.Set(place, value);
                }
            }
        }

        if (AnswerDelta.EndedBy(dialect, data) is { } ended)
        {
            EndAll(group => ended.Length == 0 || group == ended);
        }
    }

    private void Advance(HeldEvent one, Range place, AnswerDelta delta, string piece)
    {
        var key = (delta.Group, delta.Channel);
        var before = held.TryGetValue(key, out var waiting) ? waiting.Text : "";
        var isJson = delta.Kind == DeltaKind.Arguments || (delta.Kind == DeltaKind.Text && restoration.IsTextJson);
        var (restored, rest) = restoration.Advance(before + piece, isJson);
        if (waiting is not null)
        {
            waiting.Event.Waiting--;
            held.Remove(key);
        }

        if (rest.Length > 0)
        {
            one.Waiting++;
            held[key] = new Held(one, place, rest, delta.Kind);
        }

        if (rest.Length > 0 || restored != piece)
        {
            one.Set(place, restored);
        }
    }

    /// <summary>Prose ends where another text of its group begins; calls may go on in turns.</summary>
    private void EndOthers(AnswerDelta delta)
    {
        foreach (var (key, waiting) in held.ToList())
        {
            if (key.Group == delta.Group && key.Channel != delta.Channel && waiting.Kind is DeltaKind.Text or DeltaKind.Reasoning)
            {
                End(key, waiting);
            }
        }
    }

    private void EndAll(Func<string, bool> isEnded)
    {
        foreach (var (key, waiting) in held.ToList())
        {
            if (isEnded(key.Group))
            {
                End(key, waiting);
            }
        }
    }

    /// <summary>No placeholder came of what waits: it belongs to the text as it is.</summary>
    private void End((string, string) key, Held waiting)
    {
        waiting.Event.Append(waiting.Place, waiting.Text);
        waiting.Event.Waiting--;
        held.Remove(key);
    }

    private void Flush()
    {
        EndAll(static _ => true);
        Release();
    }

    private void Release()
    {
        while (queue.TryPeek(out var next) && next.Waiting == 0)
        {
            queue.Dequeue();
            waitingBytes -= next.Length;
            next.Write(output);
        }
    }

    private static Range PlaceOf(HeldEvent one, JsonElement piece)
    {
        one.Data.Span.Overlaps(JsonMarshal.GetRawUtf8Value(piece), out var start);
        return start..(start + JsonMarshal.GetRawUtf8Value(piece).Length);
    }

    private sealed record Held(HeldEvent Event, Range Place, string Text, DeltaKind Kind);
}
