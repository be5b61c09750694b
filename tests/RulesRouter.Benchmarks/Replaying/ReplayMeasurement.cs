using System.Diagnostics;
using System.Text;
using System.Text.Json;
using RulesRouter.Benchmarks.Tables;
using RulesRouter.Benchmarks.Workloads;
using RulesRouter.Classifiers;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Verification.Replaying;

namespace RulesRouter.Benchmarks.Replaying;

/// <summary>
/// Time of `diff --requests` per recorded decision: decided twice, by the shipped policies and by a copy with one inherited bound
/// changed; and decided once, if the change affects no requested policy. For comparison, the time of only parsing the record's
/// lines.
/// </summary>
internal sealed class ReplayMeasurement : IMeasurement
{
    private static readonly byte[] Expectation = "\"expectation\":"u8.ToArray();

    public IEnumerable<Measurement> Measure(bool quick)
    {
        var (before, changed, elsewhere) = (
            Load("", "", ""),
            Load("organisation-baseline", "dataRetentionDays: { max: 30 }", "dataRetentionDays: { max: 29 }"),
            Load("support-chat", "spec:", "spec: # changed"));
        var folder = Directory.CreateTempSubdirectory("replay");
        try
        {
            var all = Path.Combine(folder.FullName, "all.jsonl");
            RecordCommand.Run([all, quick ? "20000" : "100000"]);
            var costed = Part(all, line => line.IndexOf(Expectation) >= 0);
            var others = Part(all, line => line.IndexOf(Expectation) < 0);
            foreach (var (file, name) in ((string, string)[])[(others, "price, latency, ordered"), (costed, "expected-cost"), (all, "all as drawn")])
            {
                // Run once to compile the code: a replay of a million records compiles it once too.
                Replayed(before, changed, others);
                var parsing = Parsed(file);
                var twice = Replayed(before, changed, file);
                var once = Replayed(before, elsewhere, file);
                yield return new("replay a record, processor time", name, "parse its line", parsing.Processor, "ns", null, null, "", null);
                foreach (var (replaying, what) in ((Cost, string)[])[(twice, "decide it twice and compare"), (once, "decide it once, as another policy changed")])
                {
                    yield return new(
                        "replay a record, processor time",
                        name,
                        what,
                        replaying.Processor,
                        "ns",
                        replaying.Allocated,
                        replaying.Processor / parsing.Processor,
                        "parse its line",
                        null);
                    yield return new(
                        "replay a million records, by the clock",
                        name,
                        what,
                        replaying.Clock * 1e6,
                        "ns",
                        null,
                        replaying.Clock * 1e6 / 60e9,
                        "a minute",
                        1);
                }
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The shipped policies, with one string replaced in one of them.</summary>
    private static CompiledPolicySet Load(string policy, string text, string other)
    {
        var files = Language.PolicyDirectory.Read("policies").ToList();
        if (policy.Length > 0)
        {
            var changed = files.FindIndex(file => file.Path == $"policies/{policy}/policy.yaml");
            var content = Encoding.UTF8.GetString(files[changed].Content.Span);
            files[changed] = files[changed] with
            {
                Content = content.Contains(text, StringComparison.Ordinal)
                    ? Encoding.UTF8.GetBytes(content.Replace(text, other, StringComparison.Ordinal))
                    : throw new InvalidOperationException($"`{policy}` says `{text}` no more"),
            };
        }

        var folder = PolicyFolder.Load([.. files], new HeuristicClassifier().Digest);
        return folder.Set
            ?? throw new InvalidOperationException(string.Join('\n', folder.Diagnostics.Where(diagnostic => diagnostic.IsError).Take(5)));
    }

    private static string Part(string log, Func<ReadOnlySpan<byte>, bool> wanted)
    {
        var part = log + (wanted(Expectation) ? ".costed" : ".others");
        using var to = new FileStream(part, FileMode.Create);
        foreach (var line in File.ReadLines(log).Select(Encoding.UTF8.GetBytes).Where(line => wanted(line)))
        {
            to.Write(line);
            to.WriteByte((byte)'\n');
        }

        return part;
    }

    private static Cost Replayed(CompiledPolicySet before, CompiledPolicySet after, string log) => Of(() =>
        Replay.Run(
            before,
            after,
            [log],
            new HeuristicClassifier(),
            new ReplaySettings(DateTimeOffset.UnixEpoch, false, Environment.ProcessorCount),
            _ => { }).Requests);

    private static Cost Parsed(string log) => Of(() =>
    {
        var lines = 0L;
        foreach (var line in File.ReadLines(log))
        {
            using var document = JsonDocument.Parse(line);
            lines++;
        }

        return lines;
    });

    /// <summary>Nanoseconds and bytes per record.</summary>
    private static Cost Of(Func<long> work)
    {
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        var (processor, clock, allocated) = (process.TotalProcessorTime, Stopwatch.GetTimestamp(), GC.GetTotalAllocatedBytes());
        var records = (double)work();
        process.Refresh();
        return new(
            (process.TotalProcessorTime - processor).TotalNanoseconds / records,
            Stopwatch.GetElapsedTime(clock).TotalNanoseconds / records,
            (GC.GetTotalAllocatedBytes() - allocated) / records);
    }

    private readonly record struct Cost(double Processor, double Clock, double Allocated);
}
