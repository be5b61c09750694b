using RulesRouter.Suites.Sandboxing;

namespace RulesRouter.Suites.Tests.Sandboxing;

public sealed class SandboxTests : IDisposable
{
    private readonly string tree = Directory.CreateTempSubdirectory("rulesrouter-tree").FullName;

    public void Dispose() => Directory.Delete(tree, recursive: true);

    [Fact]
    public async Task Command_writes_to_its_work_tree_and_returns_output_and_exit_code()
    {
        var result = await Run("echo out; echo err >&2; echo here > file; exit 3");

        Assert.Equal((CommandEnd.Exited, 3), (result.End, result.ExitCode));
        Assert.Equal(["err", "out"], result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
        Assert.Equal("here\n", await File.ReadAllTextAsync(Path.Combine(tree, "file")));
    }

    [BubblewrapFact]
    public async Task Command_cannot_write_or_read_outside_its_work_tree()
    {
        var outside = Directory.CreateTempSubdirectory("rulesrouter-outside").FullName;
        await File.WriteAllTextAsync(Path.Combine(outside, "secret"), "solution");

        var result = await Run($"cat {outside}/secret; echo bad > {outside}/written; echo bad > /usr/written; ls /root /home");

        Assert.DoesNotContain("solution", result.Output, StringComparison.Ordinal);
        Assert.Equal(["secret"], Directory.GetFiles(outside).Select(Path.GetFileName));
        Assert.False(File.Exists("/usr/written"));
        Directory.Delete(outside, recursive: true);
    }

    [BubblewrapFact]
    public async Task Command_reaches_no_server_of_the_machine()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var port = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;

        var result = await Run($"exec 3<>/dev/tcp/127.0.0.1/{port} && echo connected || echo refused", "bash -c");

        Assert.DoesNotContain("connected", result.Output, StringComparison.Ordinal);
        Assert.False(listener.Pending());
    }

    [BubblewrapFact]
    public async Task Process_in_the_background_does_not_survive_its_command()
    {
        var result = await Run("(sleep 1; echo late > file) & exit 0");
        await Task.Delay(TimeSpan.FromSeconds(2));

        Assert.True(result.Succeeded);
        Assert.False(File.Exists(Path.Combine(tree, "file")));
    }

    [Fact]
    public async Task Command_over_its_time_is_ended()
    {
        var result = await Run("sleep 60", limits: CommandLimits.Default with { Time = TimeSpan.FromSeconds(1) });

        Assert.Equal(CommandEnd.TimedOut, result.End);
        Assert.InRange(result.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Command_over_its_memory_is_ended()
    {
        var result = await Run(
            "head -c 200000000 /dev/zero | tail -c 190000000 | sleep 60",
            limits: CommandLimits.Default with { Memory = 64L << 20, Time = TimeSpan.FromSeconds(60) });

        Assert.Equal(CommandEnd.OutOfMemory, result.End);
    }

    [Fact]
    public async Task Command_over_its_output_is_ended_and_keeps_both_ends()
    {
        var result = await Run("echo first; yes", limits: CommandLimits.Default with { Output = 4 << 20 });

        Assert.Equal(CommandEnd.TooMuchOutput, result.End);
        Assert.StartsWith("first\ny\n", result.Output, StringComparison.Ordinal);
        Assert.InRange(result.Output.Length, 100_000, 600_000);
        Assert.Contains("bytes left out]", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Command_does_not_see_credentials()
    {
        Environment.SetEnvironmentVariable("RULESROUTER_TEST_API_KEY", "sk-secret");
        try
        {
            var hidden = await Run("echo key:$RULESROUTER_TEST_API_KEY");
            var sandbox = await Sandbox.Strongest(CommandLimits.Default, default);
            var shown = await sandbox.Run(
                "echo key:$RULESROUTER_TEST_API_KEY",
                tree,
                CommandAccess.Offline with { Variables = ["RULESROUTER_TEST_API_KEY"] },
                default);

            Assert.Equal(("key:\n", "key:sk-secret\n"), (hidden.Output, shown.Output));
        }
        finally
        {
            Environment.SetEnvironmentVariable("RULESROUTER_TEST_API_KEY", null);
        }
    }

    private async Task<CommandResult> Run(string command, string? shell = null, CommandLimits? limits = null)
    {
        var sandbox = await Sandbox.Strongest(limits ?? CommandLimits.Default, default);
        return await sandbox.Run(shell is null ? command : $"{shell} '{command}'", tree, CommandAccess.Offline, default);
    }
}
