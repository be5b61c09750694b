using System.Diagnostics;
using System.Text;

namespace RulesRouter.Language.Formatting;

/// <summary>
/// Writes a document: two blanks per level, list items below their key, one blank inside braces and none inside brackets,
/// at most one empty line in a row, double quotes where they need no escapes. A collection in brackets on one line stays on
/// one line; one over several lines becomes a block. Comments keep their place before or after a node.
/// </summary>
internal sealed class LayoutWriter
{
    private const int Step = 2;

    private readonly WrittenLayout written;
    private readonly Comments comments;
    private readonly StringBuilder output = new();
    private int lineStart;

    private LayoutWriter(WrittenLayout written, Comments comments)
    {
        this.written = written;
        this.comments = comments;
    }

    public static string Write(string text, StyledNode root)
    {
        var writer = new LayoutWriter(new WrittenLayout(text, root), Comments.Of(text, root));
        writer.Flush(root.Start, 0, isFirst: true);
        writer.WriteNode(root, 0);
        if (writer.output.Length > 0 && writer.output[^1] != '\n')
        {
            writer.NewLine();
        }

        writer.Flush(int.MaxValue, 0, isFirst: false);
        return writer.output.ToString();
    }

    /// <summary>A node at the start of a line.</summary>
    private void WriteNode(StyledNode node, int indent)
    {
        switch (node)
        {
            case StyledMapping mapping when written.IsBlock(mapping):
                WriteMapping(mapping, indent, onLine: false);
                break;
            case StyledSequence sequence when written.IsBlock(sequence):
                WriteSequence(sequence, indent, onLine: false);
                break;
            case StyledScalar or StyledAlias or StyledSequence or StyledMapping:
                Indent(indent);
                WriteInline(node, Math.Max(0, indent - Step));
                EndLine(node);
                break;
            default:
                throw new UnreachableException();
        }
    }

    /// <param name="onLine">The first entry continues the current line.</param>
    private void WriteMapping(StyledMapping mapping, int indent, bool onLine)
    {
        for (var index = 0; index < mapping.Entries.Length; index++)
        {
            var (key, value) = mapping.Entries[index];
            Begin(key, indent, isFirst: index == 0, onLine && index == 0);
            WriteInline(key, indent);
            output.Append(key is StyledAlias ? " :" : ":");
            WriteValue(value, indent, key.End, isItem: false);
        }

        FlushTail(mapping, indent);
    }

    private void WriteSequence(StyledSequence sequence, int indent, bool onLine)
    {
        for (var index = 0; index < sequence.Items.Length; index++)
        {
            var item = sequence.Items[index];
            Begin(item, indent, isFirst: index == 0, onLine && index == 0);
            output.Append('-');
            WriteValue(item, indent, item.Start, isItem: true);
        }

        FlushTail(sequence, indent);
    }

    private void Begin(StyledNode node, int indent, bool isFirst, bool onLine)
    {
        if (onLine)
        {
            return;
        }

        var flushed = Flush(node.Start, indent, isFirst);
        if ((!isFirst || flushed) && written.IsBlankAbove(node.Start))
        {
            BlankLine();
        }

        Indent(indent);
    }

    /// <summary>The value after a colon or a dash.</summary>
    private void WriteValue(StyledNode value, int indent, int after, bool isItem)
    {
        var behind = value.Start > after ? comments.OnLine(written.LineOf(after), value.Start) : null;
        var apart = behind is not null || comments.AnyBetween(after, value.Start);
        if (value is not (StyledMapping or StyledSequence) || !written.IsBlock(value))
        {
            if (apart)
            {
                Break(behind, value, indent + Step);
                Indent(indent + Step);
            }
            else if (value is not StyledScalar { Raw: "", Anchor: "" })
            {
                output.Append(' ');
            }

            WriteInline(value, indent);
            EndLine(value);
            return;
        }

        if (value.Anchor.Length > 0)
        {
            output.Append(" &").Append(value.Anchor);
        }

        var onLine = isItem && value.Anchor.Length == 0 && !apart;
        if (onLine)
        {
            output.Append(' ');
        }
        else
        {
            Break(behind, value, indent + Step);
        }

        if (value is StyledMapping mapping)
        {
            WriteMapping(mapping, indent + Step, onLine);
        }
        else
        {
            WriteSequence((StyledSequence)value, indent + Step, onLine);
        }
    }

    private void Break(Comments.Comment? behind, StyledNode value, int indent)
    {
        if (behind is not null)
        {
            output.Append(' ').Append(behind.Text);
        }

        NewLine();
        Flush(value.Start, indent, isFirst: true);
    }

    /// <summary>A node within a line; <paramref name="indent"/> is the indentation of that line.</summary>
    private void WriteInline(StyledNode node, int indent)
    {
        if (node.Anchor.Length > 0)
        {
            output.Append('&').Append(node.Anchor);
            output.Append(node is StyledScalar { Raw: "" } ? "" : " ");
        }

        switch (node)
        {
            case StyledAlias alias:
                output.Append('*').Append(alias.Name);
                break;
            case StyledScalar { Form: ScalarForm.Block } block:
                output.AppendJoin('\n', BlockScalar.Lines(block.Raw, indent + Step));
                break;
            case StyledScalar scalar:
                output.Append(ScalarFormat.Of(scalar, indent + Step, output.Length - lineStart));
                break;
            case StyledSequence sequence:
                output.Append('[');
                WriteJoined(sequence.Items, item => WriteInline(item, indent));
                output.Append(']');
                break;
            case StyledMapping { Entries.IsEmpty: true }:
                output.Append("{}");
                break;
            case StyledMapping mapping:
                output.Append("{ ");
                WriteJoined(mapping.Entries, entry =>
                {
                    WriteInline(entry.Key, indent);
                    output.Append(entry.Key is StyledAlias ? " :" : ":");
                    output.Append(entry.Value is StyledScalar { Raw: "", Anchor: "" } ? "" : " ");
                    WriteInline(entry.Value, indent);
                });
                output.Append(" }");
                break;
        }
    }

    private void WriteJoined<T>(IReadOnlyList<T> items, Action<T> write)
    {
        for (var index = 0; index < items.Count; index++)
        {
            output.Append(index > 0 ? ", " : "");
            write(items[index]);
        }
    }

    private void EndLine(StyledNode node)
    {
        if (comments.OnLine(written.LineOf(Math.Max(node.Start, node.End - 1)), written.NextStart(node)) is { } behind)
        {
            output.Append(' ').Append(behind.Text);
        }

        NewLine();
    }

    /// <summary>Comments below the last entry with its indentation belong to it, not to the next node.</summary>
    private void FlushTail(StyledNode collection, int indent)
    {
        foreach (var comment in comments.Before(written.NextStart(collection), Math.Max(1, written.ColumnOf(collection))))
        {
            Write(comment, indent, isFirst: false);
        }
    }

    private bool Flush(int before, int indent, bool isFirst)
    {
        var any = false;
        foreach (var comment in comments.Before(before))
        {
            Write(comment, indent, isFirst && !any);
            any = true;
        }

        return any;
    }

    private void Write(Comments.Comment comment, int indent, bool isFirst)
    {
        if (!isFirst && written.IsBlankAbove(comment.Start))
        {
            BlankLine();
        }

        Indent(indent);
        output.Append(comment.Text);
        NewLine();
    }

    private void BlankLine()
    {
        if (output.Length > 0 && !(output.Length > 1 && output[^1] == '\n' && output[^2] == '\n'))
        {
            NewLine();
        }
    }

    private void NewLine()
    {
        output.Append('\n');
        lineStart = output.Length;
    }

    private void Indent(int indent) => output.Append(' ', indent);
}
