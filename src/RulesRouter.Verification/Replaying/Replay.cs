using System.Collections.Concurrent;
using System.IO.Compression;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Requests;

namespace RulesRouter.Verification.Replaying;

/// <summary>Defaults for requests without their own time and evidence.</summary>
/// <param name="At">Time of requests without `at`; records have their own.</param>
/// <param name="AllowSampleEvidence">For requests; records have their own.</param>
/// <param name="Workers">Threads that decide, at least 1.</param>
internal sealed record ReplaySettings(DateTimeOffset At, bool AllowSampleEvidence, int Workers);

/// <summary>
/// Decides logged requests by two revisions and totals the differences. Streams the log: memory grows with the ids of weakened requests and
/// the number of distinct latencies.
/// </summary>
internal static class Replay
{
    /// <param name="logs">Files of decision records, or of requests as JSON lines; compressed with gzip where the name ends so.</param>
    /// <param name="classifier">For requests with a prompt; records contain their classification.</param>
    /// <param name="bytesDone">Receives the bytes read so far, over all logs.</param>
    /// <exception cref="IOException">A log cannot be read.</exception>
    /// <exception cref="InvalidDataException">A line is too long to be a request.</exception>
    public static ReplayResult Run(
        CompiledPolicySet before,
        CompiledPolicySet after,
        IReadOnlyList<string> logs,
        IPromptClassifier classifier,
        ReplaySettings settings,
        Action<long> bytesDone)
    {
        var pair = new DecisionPair(before, after, UnchangedPolicies.Between(before, after), classifier);
        var buckets = new TimeBuckets([before, after]);
        var tally = new OrderedTally();
        using var waiting = new BlockingCollection<(LogBlock Block, string File)>(settings.Workers * 4);
        using var stop = new CancellationTokenSource();
        var workers = Enumerable.Range(0, settings.Workers).Select(_ => new BlockWorker(pair, buckets, settings)).ToList();
        var working = workers.Select(worker => Task.Run(() => Work(worker, waiting, tally, stop))).ToArray();
        try
        {
            ReadAll(logs, waiting, bytesDone, stop.Token);
        }
        catch (OperationCanceledException)
        {
            // A worker failed; awaiting it below throws its exception.
        }
        finally
        {
            waiting.CompleteAdding();
        }

        Task.WhenAll(working).GetAwaiter().GetResult();
        return tally.Result(workers.Sum(worker => worker.Situations));
    }

    private static void ReadAll(
        IReadOnlyList<string> logs,
        BlockingCollection<(LogBlock, string)> waiting,
        Action<long> bytesDone,
        CancellationToken stop)
    {
        var (index, done) = (0, 0L);
        foreach (var path in logs.Select(Found))
        {
            using var log = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1, FileOptions.SequentialScan);
            using var lines = path.EndsWith(".gz", StringComparison.Ordinal)
                ? new GZipStream(log, CompressionMode.Decompress)
                : (Stream)log;
            foreach (var block in LogBlocks.Read(lines))
            {
                waiting.Add((block with { Index = index++ }, path), stop);
                bytesDone(done + log.Position);
            }

            done += log.Length;
        }
    }

    /// <summary>The service that writes a record compresses its files while they are read.</summary>
    private static string Found(string path) => !File.Exists(path) && File.Exists(path + ".gz") ? path + ".gz" : path;

    private static void Work(
        BlockWorker worker,
        BlockingCollection<(LogBlock Block, string File)> waiting,
        OrderedTally tally,
        CancellationTokenSource stop)
    {
        try
        {
            foreach (var (block, file) in waiting.GetConsumingEnumerable())
            {
                tally.Add(block.Index, worker.Work(block, file));
            }
        }
        catch
        {
            stop.Cancel();
            throw;
        }
    }

    /// <summary>Accepts blocks in any order and adds them in log order.</summary>
    private sealed class OrderedTally
    {
        private readonly ReplayTally tally = new();
        private readonly Dictionary<int, BlockTally> early = [];
        private readonly Lock gate = new();
        private int next;

        public void Add(int index, BlockTally block)
        {
            lock (gate)
            {
                early[index] = block;
                while (early.Remove(next, out var ready))
                {
                    tally.Add(ready);
                    next++;
                }
            }
        }

        public ReplayResult Result(long situations) => tally.Result(situations);
    }
}
