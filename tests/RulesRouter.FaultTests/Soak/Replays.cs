using System.Diagnostics;
using RulesRouter.FaultTests.Load;
using RulesRouter.FaultTests.Policies;
using RulesRouter.FaultTests.Processes;

namespace RulesRouter.FaultTests.Soak;

/// <summary>Asks for recorded decisions, and has <c>rulesrouter explain</c> make some of them again.</summary>
internal static class Replays
{
    private const int Fetched = 200;
    private const int Explained = 20;

    /// <summary>A sentence for each decision that is not recorded, or not reproduced, byte for byte.</summary>
    public static async Task<List<string>> Differences(Verdict verdict, Pair pair, KnownPolicies policies)
    {
        var differences = new List<string>();
        foreach (var (decision, index) in Sample(verdict, Fetched).Select((decision, index) => (decision, index)))
        {
            var maker = pair.Instances[decision.Instance];
            using var client = new Client(maker);
            var recorded = await client.Get($"/v1/decisions/{decision.Id}");
            if (recorded.Text != decision.Text)
            {
                differences.Add($"decision {decision.Id} is recorded as {recorded.Text}");
            }

            var version = policies.Of(decision.Json.GetProperty("revision").GetString()!)!.Value;
            if (index % (Fetched / Explained) == 0
                && await Explain(decision, maker, pair.Database, policies.Folder(version)) is { } difference)
            {
                differences.Add(difference);
            }
        }

        return differences;
    }

    private static IEnumerable<AcknowledgedDecision> Sample(Verdict verdict, int count)
    {
        var all = verdict.Decisions.Values.OrderBy(decision => decision.SentAt).ToList();
        return all.Where((_, index) => index % Math.Max(1, all.Count / count) == 0).Take(count);
    }

    private static async Task<string?> Explain(AcknowledgedDecision decision, ServiceProcess maker, string database, string policies)
    {
        using var process = Process.Start(new ProcessStartInfo(
            ServiceProcess.Tool,
            ["explain", decision.Id, "--record", maker.Record, "--policies", policies, "--classifier", "none", "--outcomes", database])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? null : $"decision {decision.Id} is not reproduced: {await output}{await error}";
    }
}
