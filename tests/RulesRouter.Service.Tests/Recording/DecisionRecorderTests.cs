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
        var recorder = Recorder(policies, path, sync);

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

    [Fact]
    public async Task Lines_that_no_request_waits_for_come_before_the_next_ones()
    {
        using var policies = new SmallPolicies();
        var path = policies.File("decisions.jsonl");
        await using var recorder = Recorder(policies, path);

        recorder.AppendLater("one\n"u8);
        recorder.AppendLater("two\n"u8);
        await recorder.Append("three\n"u8.ToArray());

        Assert.Equal("one\ntwo\nthree\n", await Kept(path));
    }

    [Fact]
    public async Task Lines_that_no_request_waits_for_are_written_without_others()
    {
        using var policies = new SmallPolicies();
        var path = policies.File("decisions.jsonl");
        await using var recorder = Recorder(policies, path);

        recorder.AppendLater("one\n"u8);
        for (var until = DateTime.UtcNow.AddMinutes(1); await Kept(path) is "" && DateTime.UtcNow < until;)
        {
            await Task.Delay(10);
        }

        Assert.Equal("one\n", await Kept(path));
    }

    [Fact]
    public async Task Lines_that_no_request_waits_for_are_written_before_the_record_closes_and_not_after()
    {
        using var policies = new SmallPolicies();
        var path = policies.File("decisions.jsonl");
        var recorder = Recorder(policies, path);

        recorder.AppendLater("one\n"u8);
        await recorder.DisposeAsync();
        recorder.AppendLater("two\n"u8);

        Assert.Equal("one\n", await Kept(path));
    }

    private static DecisionRecorder Recorder(SmallPolicies policies, string path, bool sync = false) => new(
        new ServiceOptions { PoliciesPath = policies.Path, RecordPath = path, SyncRecord = sync },
        TimeProvider.System);

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
        var recorder = Recorder(policies, policies.File("decisions.jsonl"));
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
