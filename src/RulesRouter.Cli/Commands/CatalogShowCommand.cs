using System.CommandLine;
using System.Globalization;
using RulesRouter.Catalog;
using RulesRouter.Language;
using Spectre.Console;

namespace RulesRouter.Cli.Commands;

/// <summary><c>rulesrouter catalog show</c>: the endpoints there are, with the prices in force.</summary>
internal static class CatalogShowCommand
{
    public static Command Create(TextWriter output, TimeProvider clock)
    {
        var pattern = new Argument<string>("pattern") { Description = "endpoint ids, `*` allowed", DefaultValueFactory = _ => "*" };
        var policies = SharedOptions.Policies();
        var command = new Command("show", "list endpoints") { pattern, policies };
        command.SetAction(parsed =>
        {
            var catalog = PolicyLoader.Load(PolicyDirectory.Read(parsed.GetValue(policies)!)).Catalog;
            var endpoints = catalog.Matching(new EndpointPattern(parsed.GetValue(pattern)!)).ToList();
            Write(output, endpoints, clock.GetUtcNow());
            return endpoints.Count > 0 ? ExitCode.Fine : ExitCode.Findings;
        });
        return command;
    }

    private static void Write(TextWriter output, List<Endpoint> endpoints, DateTimeOffset now)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("endpoint", "model", "$/M in", "$/M out", "context", "answer");
        foreach (var endpoint in endpoints)
        {
            var rates = endpoint.Prices?.RatesAt(now);
            table.AddRow(new[] { (string)endpoint.Id, endpoint.Model.Id, Number(rates?.Input), Number(rates?.Output), Number(endpoint.ContextTokens), Number(endpoint.MaxOutputTokens) }.Select(Markup.Escape).ToArray());
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output), Ansi = AnsiSupport.No });
        console.Profile.Width = 160;
        console.Write(table);
        output.WriteLine($"{endpoints.Count} endpoints");
    }

    private static string Number(double? value) => value is { } known ? known.ToString("0.######", CultureInfo.InvariantCulture) : "unknown";
}
