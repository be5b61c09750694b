using System.IO.Compression;
using RulesRouter.Service.Options;

namespace RulesRouter.Service.Recording;

/// <summary>
/// Watches over the files of the record, off the request path: looks four times a second whether they are in place, compresses closed
/// segments and deletes those beyond the retention.
/// </summary>
internal sealed partial class RecordKeeper(DecisionRecorder recorder, ServiceOptions options, TimeProvider clock, ILogger<RecordKeeper> log)
    : BackgroundService
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
        using var timer = new PeriodicTimer(Interval, clock);
        while (await Ticks(timer, stop).ConfigureAwait(false))
        {
            if (recorder.Check() is { } happened && limit.Allows(happened))
            {
                LogHappened(log, happened);
            }
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
            if (clock.GetUtcNow() - closedAt > options.RecordRetention)
            {
                File.Delete(segments[index].Path);
            }
            else if (!segments[index].IsCompressed)
            {
                Compress(segments[index].Path);
            }
        }
    }

    /// <summary>The compressed file has its name only when it is complete and on the disk.</summary>
    private static void Compress(string path)
    {
        var unfinished = path + ".gz.unfinished";
        using (var from = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete))
        using (var into = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            using (var gzip = new GZipStream(into, CompressionLevel.Optimal, leaveOpen: true))
            {
                from.CopyTo(gzip);
            }

            into.Flush(flushToDisk: true);
        }

        File.Move(unfinished, path + ".gz", overwrite: true);
        File.Delete(path);
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "segments of the record cannot be compressed or deleted: {Reason}")]
    private static partial void LogNotTidied(ILogger log, string reason);
}
