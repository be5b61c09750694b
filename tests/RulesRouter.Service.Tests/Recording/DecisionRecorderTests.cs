using RulesRouter.Service.Options;
using RulesRouter.Service.Recording;

namespace RulesRouter.Service.Tests.Recording;

public sealed class DecisionRecorderTests
{
    /// <summary>So many at once that batches follow one another, and the rest is handed over.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Stores_every_line_once_and_complete_before_Append_returns(bool sync)
    {
        using var policies = new SmallPolicies();
        var path = policies.File("decisions.jsonl");
        var recorder = new DecisionRecorder(
            new ServiceOptions { PoliciesPath = policies.Path, RecordPath = path, SyncRecord = sync },
            TimeProvider.System);

        await Task.WhenAll(Enumerable.Range(0, 16).Select(writer => Task.Run(async () =>
        {
            for (var line = 0; line < (sync ? 5 : 200); line++)
            {
                await recorder.Append(System.Text.Encoding.ASCII.GetBytes($"{writer} {line} {new string('x', 500)}\n"));
            }

            Assert.Contains($"{writer} {(sync ? 4 : 199)} ", await Kept(path), StringComparison.Ordinal);
        })));

        await recorder.DisposeAsync();
        var lines = await File.ReadAllLinesAsync(path);
        Assert.Equal(16 * (sync ? 5 : 200), lines.Length);
        Assert.All(lines, line => Assert.EndsWith(new string('x', 500), line, StringComparison.Ordinal));
        Assert.Equal(lines.Length, lines.Distinct().Count());
    }

    private static async Task<string> Kept(string path)
    {
        using var file = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return await file.ReadToEndAsync();
    }

    /// <summary>A file that was closed fails by something other than I/O, as a bug would.</summary>
    [Fact]
    public async Task Reports_a_failure_to_every_waiting_writer()
    {
        using var policies = new SmallPolicies();
        var recorder = new DecisionRecorder(
            new ServiceOptions { PoliciesPath = policies.Path, RecordPath = policies.File("decisions.jsonl") },
            TimeProvider.System);
        await recorder.Append("one\n"u8.ToArray());
        await recorder.DisposeAsync();

        var writers = Enumerable.Range(0, 50).Select(_ => Task.Run(async () => await recorder.Append("two\n"u8.ToArray()))).ToList();

        foreach (var writer in writers)
        {
            await Assert.ThrowsAsync<ObjectDisposedException>(() => writer.WaitAsync(TimeSpan.FromMinutes(1)));
        }

        Assert.Equal("one\n", await File.ReadAllTextAsync(policies.File("decisions.jsonl")));
    }
}
