using System.Globalization;
using RulesRouter.Gateway.Checks;
using RulesRouter.Gateway.Dialects.Answers;

namespace RulesRouter.Gateway.Tests.Checks;

public sealed class CommandVerifierTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string path = Path.GetTempFileName();

    /// <summary>The others take longer than its own time.</summary>
    [Fact]
    public async Task Command_that_waits_for_others_has_its_whole_time()
    {
        var others = Enumerable.Range(0, Environment.ProcessorCount)
            .Select(_ => new CommandVerifier(["sleep", "60"], TimeSpan.FromSeconds(4)).FaultOf(Answer(), CancellationToken.None))
            .ToList();

        var fault = await new CommandVerifier(["true"], TimeSpan.FromSeconds(3)).FaultOf(Answer(), CancellationToken.None);

        Assert.Null(fault);
        Assert.All(await Task.WhenAll(others), other => Assert.Equal("no verdict within 4000 ms", other));
    }

    [Theory]
    [InlineData("sleep 300 & echo $! > FILE; exit 0", null)]
    [InlineData("(setsid sh -c 'echo $$ > FILE; exec sleep 300' &); while [ ! -s FILE ]; do :; done; exit 3", "exit status 3")]
    public async Task What_a_command_leaves_running_ends_with_it(string script, string? fault)
    {
        var verifier = new CommandVerifier(["sh", "-c", script.Replace("FILE", path, StringComparison.Ordinal)], TimeSpan.FromMinutes(2));

        Assert.Equal(fault, await verifier.FaultOf(Answer(), CancellationToken.None).WaitAsync(Patience));

        await UntilEnded(int.Parse(await File.ReadAllTextAsync(path), CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task What_a_command_started_ends_when_its_time_is_over()
    {
        var script = $"(setsid sh -c 'echo $$ > {path}; exec sleep 300' &); sleep 300";

        var fault = await new CommandVerifier(["sh", "-c", script], TimeSpan.FromSeconds(3)).FaultOf(Answer(), CancellationToken.None);

        Assert.Equal("no verdict within 3000 ms", fault);
        await UntilEnded(int.Parse(await File.ReadAllTextAsync(path), CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Command_that_reads_nothing_is_judged_by_its_exit_status()
    {
        var verifier = new CommandVerifier(["sh", "-c", "sleep 300 & exit 0"], TimeSpan.FromMinutes(2));

        Assert.Null(await verifier.FaultOf(Answer(new string('x', 1_000_000)), CancellationToken.None).WaitAsync(Patience));
    }

    public void Dispose() => File.Delete(path);

    private static Answer Answer(string text = "hello") =>
        new(new AnswerHead("a", "m", 0), [new AnswerPart.Text(text)], new Finish(FinishReason.Stop, "stop"), null);

    /// <summary>A process that has ended may remain as an entry without a program.</summary>
    private static async Task UntilEnded(int id)
    {
        var until = DateTime.UtcNow + Patience;
        while (IsRunning(id))
        {
            Assert.True(DateTime.UtcNow < until, $"process {id} still runs");
            await Task.Delay(10);
        }
    }

    private static bool IsRunning(int id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            return stat[(stat.LastIndexOf(')') + 2)] is not ('Z' or 'X');
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
