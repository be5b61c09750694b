using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using RulesRouter.Service.Options;
using Xunit.Abstractions;

namespace RulesRouter.Gateway.Tests.Wire;

/// <summary>
/// Recorded cases of three wire formats, replayed by a checker that is not part of this repository: every client dialect on every upstream
/// dialect. Skipped with a printed reason where the checker or Python is absent.
/// </summary>
public sealed class WireCheckTests(ITestOutputHelper output)
{
    private static readonly string Shared = Path.Combine(Repository.Root, "..", "shared", "wire");

    [Theory]
    [InlineData("event")]
    [InlineData("whole")]
    public async Task Recorded_cases_pass_through_the_gateway(string chunk) =>
        await Check("--only", "^(made|vercel-ai/(messages|responses)|captured)/(?!.*shell-container)", "--chunk", chunk);

    [Fact]
    public async Task Broken_streams_are_never_ended_as_a_success() =>
        await Check("--only", "^made/|vercel-ai/messages/anthropic-t", "--cut", "0.6");

    private async Task Check(params string[] arguments)
    {
        if (!File.Exists(Path.Combine(Shared, "check.py")) || Python() is not { } python)
        {
            output.WriteLine($"skipped: {Shared}/check.py or python3 is absent");
            return;
        }

        var port = FreePort();
        await using var gateway = await RunningGateway.Start(
            ["openai-chat", "anthropic-messages", "openai-responses"],
            options => RunningGateway.Within(options, limits => limits with { Retries = 0 }),
            upstreamUrl: $"http://127.0.0.1:{port}/v1");
        var start = new ProcessStartInfo(python) { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] fixedArguments =
        [
            Path.Combine(Shared, "check.py"), Path.Combine(Shared, "open"),
            "--gateway", $"{gateway.Client.BaseAddress!.ToString().TrimEnd('/')}/openai", "--upstream-port", $"{port}",
            "--model", "chat=policy/p0", "--model", "messages=policy/p1", "--model", "responses=policy/p2",
            "--header", "authorization: Bearer client-secret", "--secret", "client-secret",
        ];
        foreach (var argument in fixedArguments.Concat(arguments))
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var printed = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        output.WriteLine(printed);

        var failed = printed.Split('\n').Where(line => line.StartsWith("FAIL", StringComparison.Ordinal)).ToList();
        Assert.Contains(" runs: ", printed, StringComparison.Ordinal);
        Assert.True(failed.Count == 0, string.Join('\n', failed));
    }

    private static string? Python() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, "python3"))
        .FirstOrDefault(File.Exists);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
