using System.IO.Compression;
using RulesRouter.Service.Options;

namespace RulesRouter.Service.Recording;

/// <summary>
/// Watches over the files of the record, off the request path: looks four times a second whether the segment that is written is in place,
/// and twice a second whether closed ones are; compresses closed segments and deletes those beyond the retention.
/// </summary>
internal sealed partial class RecordKeeper(
    DecisionRecorder recorder,
    ClosedSegments closed,
    ServiceOptions options,
    TimeProvider clock,
    ILogger<RecordKeeper> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan TidyInterval = TimeSpan.FromSeconds(10);
    private readonly LogLimit limit = new(TimeSpan.FromSeconds(10));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (recorder.Layout is not { } layout)
        {
            return;
        }

        await Task.WhenAll(Watch(stoppingToken), Tidy(layout, stoppingToken)).ConfigureAwait(false);
    }

    private async Task Watch(CancellationToken stop)
    {
        CheckClosed();
        if (closed.MissingBefore is { } missing)
        {
            LogHappened(log, missing);
        }

        using var timer = new PeriodicTimer(Interval, clock);
        for (var tick = 1; await Ticks(timer, stop).ConfigureAwait(false); tick++)
        {
            if (recorder.Check() is { } happened && limit.Allows(happened))
            {
                LogHappened(log, happened);
            }

            if (tick % 2 == 0)
            {
                CheckClosed();
            }
        }
    }

    /// <summary>Logs what is new; a folder that cannot be read is a matter of the segment that is written.</summary>
    private void CheckClosed()
    {
        if (recorder.Extent() is not { End.Segment: var writing })
        {
            return;
        }

        var before = closed.Damage;
        try
        {
            closed.Check(writing);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            if (limit.Allows(exception.Message))
            {
                LogHappened(log, $"closed segments of the record cannot be checked: {exception.Message.TrimEnd('.')}");
            }

            return;
        }

        foreach (var damage in closed.Damage.Except(before))
        {
            LogDamaged(log, damage);
        }

        foreach (var damage in before.Except(closed.Damage))
        {
            LogRestored(log, damage);
        }
    }

    private async Task Tidy(RecordLayout layout, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(TidyInterval, clock);
        do
        {
            try
            {
                // Not on the thread that starts the service, and not in the way of decisions.
                await Task.Run(() => Tidy(layout), stop).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
            {
                if (limit.Allows(exception.Message))
                {
                    LogNotTidied(log, exception.Message);
                }
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
        while (await Ticks(timer, stop).ConfigureAwait(false));
    }

    private void Tidy(RecordLayout layout)
    {
        if (!layout.IsFolder || recorder.Extent() is not { End.Segment: var current })
        {
            return;
        }

        var segments = layout.Segments();
        for (var index = 0; index < segments.Count && segments[index].Number < current; index++)
        {
            // Its last line is older than the first one of the next segment.
            var closedAt = index + 1 < segments.Count ? segments[index + 1].StartedAt : segments[index].StartedAt;
            var segment = segments[index];
            if (clock.GetUtcNow() - closedAt > options.RecordRetention)
            {
                closed.Change(segment.Number, () => Delete(segment.Path));
            }
            else if (!segment.IsCompressed)
            {
                Compress(segment);
            }
        }
    }

    /// <summary>The compressed file has its name only when it is complete and on the disk.</summary>
    private void Compress(RecordSegment segment)
    {
        var (path, compressed) = (segment.Path, segment.Path + ".gz");
        var unfinished = compressed + ".unfinished";
        using (var from = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete))
        using (var into = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            using (var gzip = new GZipStream(into, CompressionLevel.Optimal, leaveOpen: true))
            {
                from.CopyTo(gzip);
            }

            into.Flush(flushToDisk: true);
        }

        closed.Change(segment.Number, () =>
        {
            File.Move(unfinished, compressed, overwrite: true);
            Delete(path);
            return compressed;
        });
    }

    private static string? Delete(string path)
    {
        File.Delete(path);
        return null;
    }

    private static async ValueTask<bool> Ticks(PeriodicTimer timer, CancellationToken stop)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Happened}")]
    private static partial void LogHappened(ILogger log, string happened);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Damage}; its lines cannot be read again, and the record goes on")]
    private static partial void LogDamaged(ILogger log, string damage);

    [LoggerMessage(Level = LogLevel.Warning, Message = "a closed segment of the record is as it was: no longer {Damage}")]
    private static partial void LogRestored(ILogger log, string damage);

    [LoggerMessage(Level = LogLevel.Warning, Message = "segments of the record cannot be compressed or deleted: {Reason}")]
    private static partial void LogNotTidied(ILogger log, string reason);
}
