using RulesRouter.Service.Recording;

namespace RulesRouter.Service.Tests.Recording;

public sealed class DecisionRecorderTests
{
    /// <summary>A file that was closed fails by something other than I/O, as a bug would.</summary>
    [Fact]
    public async Task Whoever_writes_is_told_of_any_failure_and_nobody_waits_for_ever()
    {
        using var policies = new SmallPolicies();
        var recorder = new DecisionRecorder(new ServiceOptions { PoliciesPath = policies.Path, RecordPath = policies.File("decisions.jsonl") });
        await recorder.Append("one\n"u8);
        await recorder.DisposeAsync();

        var writers = Enumerable.Range(0, 50).Select(_ => Task.Run(async () => await recorder.Append("two\n"u8))).ToList();

        foreach (var writer in writers)
        {
            await Assert.ThrowsAsync<ObjectDisposedException>(() => writer.WaitAsync(TimeSpan.FromMinutes(1)));
        }

        Assert.Equal("one\n", await File.ReadAllTextAsync(policies.File("decisions.jsonl")));
    }
}
