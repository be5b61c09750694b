namespace RulesRouter.Classifiers.Reading;

/// <summary>The lines of a text by kind, and how many there are of each.</summary>
internal ref struct TaskLayout(Span<TaskLayout.Line> lines)
{
    private readonly Span<Line> lines = lines;
    private bool fenced;

    public int Count { get; private set; }

    public int ProseLines { get; private set; }

    public int CodeLines { get; private set; }

    public int DiffLines { get; private set; }

    public int CommentLines { get; private set; }

    public int Fences { get; private set; }

    /// <summary>Whether a fence is still open at the end.</summary>
    public readonly bool IsFenced => fenced;

    public readonly Line this[int at] => lines[at];

    public void Split(ReadOnlySpan<char> part, int offset)
    {
        while (!part.IsEmpty && Count < lines.Length)
        {
            var length = part.IndexOf('\n');
            var line = length < 0 ? part : part[..length];
            var kind = line.IsEmpty ? TaskLine.Blank : TaskLines.Of(line, fenced);
            var instruction = kind == TaskLine.Code && !fenced && Count + 1 < lines.Length ? TaskLines.InstructionIn(line) : 0;
            if (instruction > 0)
            {
                Add(offset, instruction, TaskLine.Prose);
            }

            Add(offset + instruction, line.Length - instruction, kind);
            offset += line.Length + 1;
            part = length < 0 ? default : part[(length + 1)..];
        }
    }

    private void Add(int start, int length, TaskLine kind)
    {
        fenced ^= kind == TaskLine.Fence;
        Fences += kind == TaskLine.Fence ? 1 : 0;
        ProseLines += kind == TaskLine.Prose ? 1 : 0;
        CodeLines += kind == TaskLine.Code ? 1 : 0;
        DiffLines += kind == TaskLine.Diff ? 1 : 0;
        CommentLines += kind == TaskLine.Comment ? 1 : 0;
        lines[Count++] = new Line(start, length, kind);
    }

    public readonly int FirstProse()
    {
        for (var at = 0; at < Count; at++)
        {
            if (lines[at].Kind == TaskLine.Prose)
            {
                return at;
            }
        }

        return -1;
    }

    public readonly int LastProse()
    {
        for (var at = Count - 1; at >= 0; at--)
        {
            if (lines[at].Kind == TaskLine.Prose)
            {
                return at;
            }
        }

        return -1;
    }

    public readonly TaskLine LastKind()
    {
        for (var at = Count - 1; at >= 0; at--)
        {
            if (lines[at].Kind != TaskLine.Blank)
            {
                return lines[at].Kind;
            }
        }

        return TaskLine.Blank;
    }

    public readonly TaskLine FirstKind()
    {
        for (var at = 0; at < Count; at++)
        {
            if (lines[at].Kind != TaskLine.Blank)
            {
                return lines[at].Kind;
            }
        }

        return TaskLine.Blank;
    }

    /// <summary>0 without code, 4 for a diff.</summary>
    public readonly int CodeShare()
    {
        var code = CodeLines + DiffLines + CommentLines;
        return DiffLines > 1 ? 4 : code == 0 ? 0 : ProseLines == 0 ? 3 : code > 2 * ProseLines ? 2 : 1;
    }

    public readonly record struct Line(int Start, int Length, TaskLine Kind);
}
