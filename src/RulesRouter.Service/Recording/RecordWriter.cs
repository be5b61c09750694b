using System.Diagnostics.CodeAnalysis;
using RulesRouter.Service.Options;

namespace RulesRouter.Service.Recording;

/// <summary>
/// The one writer of a record: holds its lock, appends to the current segment, starts the next one when it is large or old enough, and
/// continues after the files were deleted, truncated or renamed under it. Not thread-safe.
/// </summary>
internal sealed class RecordWriter : IDisposable
{
    private readonly RecordLayout layout;
    private readonly ServiceOptions options;
    private readonly TimeProvider clock;
    private RecordLock held;
    private SegmentWriter? segment;
    private long number;

    /// <summary>What writes found and repaired since the last check, as sentences; the next check reports them.</summary>
    private readonly List<string> repaired = [];

    /// <exception cref="IOException">The record cannot be opened for appending, or another process writes it.</exception>
    public RecordWriter(RecordLayout layout, ServiceOptions options, TimeProvider clock)
    {
        this.layout = layout;
        this.options = options;
        this.clock = clock;
        Directory.CreateDirectory(layout.IsFolder ? layout.Path : Path.GetDirectoryName(layout.Path)!);
        if (layout.ForeignFile() is { } foreign)
        {
            throw new IOException($"the folder holds `{foreign}`, which is not of a record");
        }

        held = RecordLock.Take(layout);
        try
        {
            Open();
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Identity of the record.</summary>
    public string Id => held.Id;

    /// <summary>The place after the last line.</summary>
    public RecordPosition Position => new(number, segment?.Length ?? 0);

    /// <summary>Why no line can be written; null while one can.</summary>
    public string? Problem { get; private set; }

    /// <summary>Writes all lines or none.</summary>
    /// <exception cref="IOException">None is in the record.</exception>
    public void Write(ReadOnlySpan<byte> lines)
    {
        if (segment is null || segment.IsTruncated)
        {
            Note(Repair());
        }

        if (segment is null)
        {
            throw new IOException(Problem);
        }

        try
        {
            segment.Write(lines);
            Problem = null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Problem = exception.Message.TrimEnd('.');
            throw new IOException(Problem, exception);
        }

        if (layout.IsFolder && IsFull(segment))
        {
            StartNext();
        }
    }

    /// <summary>Looks at the files, and repairs what can be repaired.</summary>
    /// <returns>What happened and what was done since the last check, in order; null if nothing happened.</returns>
    public string? Check()
    {
        if (segment is null || !held.IsIntact() || segment.Damage() is not null)
        {
            Note(Repair());
        }

        if (repaired.Count > 0 || segment is null)
        {
            var happened = string.Join("; ", repaired);
            repaired.Clear();
            return happened;
        }

        if (Problem is not null && segment.Probe() is null)
        {
            Problem = null;
            return "the record can be written again";
        }

        if (layout.IsFolder && segment.Length > 0 && IsFull(segment))
        {
            StartNext();
        }

        return null;
    }

    public void Dispose()
    {
        segment?.Dispose();
        held.Dispose();
    }

    /// <summary>Continues the last segment, or starts the first one.</summary>
    [MemberNotNull(nameof(segment))]
    private void Open()
    {
        var last = layout.Segments() is [.., var found] ? found : null;
        number = last?.Number ?? 0;
        var next = last is { IsCompressed: false } ? last : layout.Next(number, clock.GetUtcNow());
        segment = new SegmentWriter(next, options.SyncRecord);
        number = next.Number;
    }

    private bool IsFull(SegmentWriter current) => current.Length >= options.RecordSegmentBytes
        || clock.GetUtcNow() - current.Segment.StartedAt >= options.RecordSegmentAge;

    /// <summary>If the next segment cannot be opened, the current one continues.</summary>
    private void StartNext()
    {
        try
        {
            var next = new SegmentWriter(layout.Next(number, clock.GetUtcNow()), options.SyncRecord);
            segment?.Dispose();
            segment = next;
            number = next.Segment.Number;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Problem ??= segment is null ? exception.Message.TrimEnd('.') : null;
        }
    }

    /// <summary>What keeps failing is said once.</summary>
    private void Note(string happened)
    {
        if (repaired.LastOrDefault() != happened)
        {
            repaired.Add(happened);
        }
    }

    private string Repair()
    {
        var damage = "the record could not be written";
        try
        {
            if (!held.IsIntact())
            {
                damage = $"`{layout.LockPath}` was deleted or renamed";
                Directory.CreateDirectory(Path.GetDirectoryName(layout.LockPath)!);
                var again = RecordLock.Take(layout);
                held.Dispose();
                held = again;
            }

            if (segment?.Damage() is { } change)
            {
                damage = $"`{segment.Segment.Path}` {change}";
                return $"{damage}; {Continue()}";
            }

            if (segment is null)
            {
                Open();
            }

            Problem = null;
            return $"{damage}; it is in place again";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            segment?.Dispose();
            segment = null;
            Problem = $"{damage}, and the record cannot be opened again: {exception.Message.TrimEnd('.')}";
            return Problem;
        }
    }

    /// <summary>A deleted segment is written again from the open file; otherwise a new one is started.</summary>
    private string Continue()
    {
        var old = segment!;
        var restored = old.IsDeleted;
        if (restored)
        {
            old.Restore();
        }

        old.Dispose();
        segment = null;
        if (restored || !layout.IsFolder)
        {
            Open();
        }
        else
        {
            var next = layout.Next(number, clock.GetUtcNow());
            segment = new SegmentWriter(next, options.SyncRecord);
            number = next.Number;
        }

        Problem = null;
        return restored ? "its lines were written again under the same name" : $"the record continues in `{segment!.Segment.Path}`";
    }
}
