using System.Globalization;
using System.Net.NetworkInformation;
using RulesRouter.Gateway.Tests;
using RulesRouter.RealClientTests.Upstreams;
using Xunit.Abstractions;

namespace RulesRouter.RealClientTests.CommandLines;

/// <summary>
/// Claude Code and Codex, unmodified, over a mock of either vendor: each calls a tool of its own and answers with what the tool printed.
/// <c>make gateway-clients</c> runs them where no network but loopback exists.
/// </summary>
public sealed class CommandLineTests(ITestOutputHelper output)
{
    private const string Notes = "the launch is on Friday";

    private static readonly string Table = Path.Combine(Repository.Root, "artifacts", "gateway-clients.txt");

    [CommandLineFact]
    public async Task Command_lines_use_tools_over_every_upstream()
    {
        Assert.DoesNotContain(NetworkInterface.GetAllNetworkInterfaces(), IsBeyondLoopback);
        var folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts", "gateway-clients")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "notes.txt"), Notes);
        await using var gateway = await ClientFixture.Start("http://127.0.0.1:8080", ClientFixture.Dialects);
        var rows = new List<Row>();

        foreach (var open in (Func<Uri, string, CommandLine>[])[CommandLine.Claude, CommandLine.Codex])
        {
            for (var provider = 0; provider < ClientFixture.Dialects.Length; provider++)
            {
                var command = open(gateway.Client.BaseAddress!, $"policy/p{provider}");
                var before = gateway.Upstreams[provider].Calls.Count;
                var (status, printed, error) = await command.Run(folder);
                var answer = printed.TrimEnd().Split('\n')[^1];
                rows.Add(new Row(
                    $"{command.Name} {command.Version}",
                    ClientFixture.Dialects[provider],
                    gateway.Upstreams[provider].Calls.Count - before,
                    status,
                    answer));
                output.WriteLine($"$ {command.Typed}\n{printed}{(status == 0 ? "" : error)}");
            }
        }

        var table = string.Join('\n', rows.Select(row => row.ToString()).Prepend(Row.Head)) + "\n";
        await File.WriteAllTextAsync(Table, table);
        Assert.All(rows, row => Assert.Equal((0, 2), (row.Status, row.Calls)));
        Assert.All(rows, row => Assert.EndsWith(Notes, row.Answer, StringComparison.Ordinal));
        var readme = Joined(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "README.md")));
        Assert.Contains(table, readme, StringComparison.Ordinal);
        Assert.Contains(CommandLine.Claude(gateway.Client.BaseAddress!, "policy/p0").Typed, readme, StringComparison.Ordinal);
        Assert.Contains(CommandLine.Codex(gateway.Client.BaseAddress!, "policy/p2").Typed, readme, StringComparison.Ordinal);
    }

    /// <summary>Commands that take several lines as one line each.</summary>
    private static string Joined(string text) => text.ReplaceLineEndings("\n").Replace(" \\\n    ", " ", StringComparison.Ordinal);

    private static bool IsBeyondLoopback(NetworkInterface one) =>
        one.NetworkInterfaceType != NetworkInterfaceType.Loopback && one.OperationalStatus == OperationalStatus.Up;

    /// <param name="Calls">That the upstream got.</param>
    /// <param name="Status">Exit status of the command line.</param>
    /// <param name="Answer">The last line that it printed.</param>
    private sealed record Row(string Client, string Upstream, int Calls, int Status, string Answer)
    {
        public static string Head { get; } = Line("client", "upstream", "calls", "exit", "answer");

        public override string ToString() => Line(
            Client, Upstream, Calls.ToString(CultureInfo.InvariantCulture), Status.ToString(CultureInfo.InvariantCulture), Answer);

        private static string Line(string client, string upstream, string calls, string status, string answer) =>
            $"{client,-16}{upstream,-20}{calls,-7}{status,-6}{answer}";
    }
}
