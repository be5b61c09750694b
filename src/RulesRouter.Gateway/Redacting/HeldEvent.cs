using System.Buffers;
using RulesRouter.Gateway.Dialects.Json;
using RulesRouter.Gateway.Dialects.Streams;

namespace RulesRouter.Gateway.Redacting;

/// <summary>An event that goes out, changed or not, once nothing can be added to its texts.</summary>
internal sealed class HeldEvent(SseEvent found)
{
    private readonly byte[] raw = found.Raw.ToArray();
    private readonly byte[] name = found.Name.ToArray();
    private readonly SortedList<int, (Range Place, string Text)> edits = [];

    /// <summary>Its own: what the parser read is valid for a moment only.</summary>
    public ReadOnlyMemory<byte> Data { get; } = found.Data.ToArray();

    /// <summary>How many of its texts may go on with the start of a placeholder.</summary>
    public int Waiting { get; set; }

    public int Length => raw.Length;

    public void Set(Range place, string text) => edits[place.Start.Value] = (place, text);

    public void Append(Range place, string text) => Set(place, edits[place.Start.Value].Text + text);

    public void Write(IBufferWriter<byte> to)
    {
        if (edits.Count == 0)
        {
            to.Write(raw);
            return;
        }

        if (name.Length > 0)
        {
            to.Write("event: "u8);
            to.Write(name);
            to.Write("\n"u8);
        }

        var changed = TopLevel.Edit(
            Data.Span,
            [.. edits.Values.Select(edit => (edit.Place, (ReadOnlyMemory<byte>)JsonStrings.Quote(edit.Text)))],
            []);

        // Between the values of JSON a line feed is a blank; within an event it ends the line.
        changed.AsSpan().Replace((byte)'\n', (byte)' ');
        to.Write("data: "u8);
        to.Write(changed);
        to.Write("\n\n"u8);
    }
}
