using System.CommandLine;
using System.Globalization;
using RulesRouter.Catalog;
using RulesRouter.Cli.Exits;
using RulesRouter.Cli.Inputs;
using RulesRouter.Diagnostics;
using RulesRouter.Language;
using Spectre.Console;

namespace RulesRouter.Cli.Commands;

/// <summary><c>rulesrouter catalog show</c>: the endpoints of the catalog, with their current prices.</summary>
internal static class CatalogShowCommand
{
    public static Command Create(TextWriter output, TimeProvider clock)
    {
        var pattern = new Argument<string>("pattern")
        {
            Description = "endpoint id; `*` matches any characters",
            DefaultValueFactory = _ => "*",
        };
        var policies = SharedOptions.Policies();
        var command = new Command("show", "list endpoints") { pattern, policies };
        command.SetAction(parsed =>
        {
            var catalog = PolicyLoader.Load(PolicyPaths.Read(parsed.GetValue(policies)!)).Catalog;
            var asked = parsed.GetValue(pattern)!;
            var endpoints = catalog.Matching(new EndpointPattern(asked)).ToList();
            if (endpoints.Count == 0)
            {
                throw new UserError($"no endpoint matches `{asked}`{Hint(asked, catalog)}", ExitCode.Findings);
            }

            Write(output, endpoints, catalog, clock.GetUtcNow());
            return ExitCode.Fine;
        });
        return command;
    }

    /// <summary>A pattern around the text that matches, or the nearest id.</summary>
    private static string Hint(string asked, ModelCatalog catalog)
    {
        var wider = $"*{asked.Trim('*')}*";
        var matches = catalog.Matching(new EndpointPattern(wider)).Count();
        return matches > 0 ? $"; `{wider}` matches {matches}" : Suggestion.Clause(asked, Ids(catalog), "`rulesrouter catalog show` lists all");
    }

    private static IEnumerable<string> Ids(ModelCatalog catalog) => catalog.Endpoints.Select(endpoint => endpoint.Id.ToString());

    private static void Write(TextWriter output, List<Endpoint> endpoints, ModelCatalog catalog, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var aliases = catalog.AliasesOn(today);
        var table = new Table().Border(TableBorder.Simple).AddColumns("endpoint", "$/M in", "$/M out", "context", "answer", "can", "notes");
        foreach (var endpoint in endpoints)
        {
            var rates = endpoint.Prices?.RatesAt(now);
            string[] row =
            [
                endpoint.Id,
                Number(rates?.Input),
                Number(rates?.Output),
                Number(endpoint.ContextTokens),
                Number(endpoint.MaxOutputTokens),
                string.Join(", ", endpoint.Capabilities.Names()),
                string.Join(", ", Notes(endpoint, aliases, today)),
            ];
            table.AddRow([.. row.Select(Markup.Escape)]);
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output), Ansi = AnsiSupport.No });
        console.Profile.Width = 200;
        console.Write(table);
        output.WriteLine(
            $"{(endpoints.Count == 1 ? "1 endpoint" : $"{endpoints.Count} endpoints")}, prices at {now.UtcDateTime:yyyy-MM-dd HH:mm} UTC");
    }

    /// <summary>Caveats about the row's figures.</summary>
    private static IEnumerable<string> Notes(Endpoint endpoint, AliasTable aliases, DateOnly today)
    {
        if (aliases.Of(endpoint.Model.Id) is { } alias)
        {
            yield return $"an alias of {alias.Target.Id} since {alias.Since:yyyy-MM-dd}";
        }

        if (endpoint.Model.AliasOf.FirstOrDefault(target => target.Since > today) is { } next)
        {
            yield return $"an alias of {next.Model} from {next.Since:yyyy-MM-dd}";
        }

        foreach (var field in endpoint.Overrides)
        {
            yield return $"overrides {field}";
        }

        foreach (var field in endpoint.Model.Overrides)
        {
            yield return $"overrides model.{field}";
        }

        if (endpoint.Prices is { Periods.Length: > 1 })
        {
            yield return "price varies by time";
        }

        if (endpoint.Prices?.Periods.Any(period => !period.Rates.Tiers.IsEmpty) == true)
        {
            yield return "price rises with input length";
        }

        if (endpoint.IsRetired(today))
        {
            yield return $"retired on {endpoint.RetiresOn:yyyy-MM-dd}";
        }
        else if (endpoint.IsDeprecated || endpoint.DeprecatedOn <= today)
        {
            yield return endpoint.RetiresOn is { } day ? $"deprecated, retires on {day:yyyy-MM-dd}" : "deprecated";
        }

        if (endpoint.Compliance.Evidence().Any(fact => fact.Evidence.IsSample))
        {
            yield return "compliance is sample data";
        }
    }

    private static string Number(double? value) =>
        value is { } known ? known.ToString("0.######", CultureInfo.InvariantCulture) : "unknown";
}
