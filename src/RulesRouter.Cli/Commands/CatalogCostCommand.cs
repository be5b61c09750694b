using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using RulesRouter.Catalog;
using RulesRouter.Cli.Exits;
using RulesRouter.Cli.Inputs;
using RulesRouter.Diagnostics;
using RulesRouter.Formats;
using RulesRouter.Language;
using RulesRouter.Requests;

namespace RulesRouter.Cli.Commands;

/// <summary><c>rulesrouter catalog cost</c>: the cost of one call at a given time, line by line.</summary>
internal static class CatalogCostCommand
{
    public static Command Create(TextWriter output, TimeProvider clock)
    {
        var endpoint = new Option<string>("--endpoint") { Description = "endpoint id, as listed by `catalog show`", Required = true };
        var at = new Option<string?>("--at")
        {
            Description = "time of the call (RFC 3339, for example 2026-05-26T03:42:02Z); default: now",
        };
        var input = Tokens("--input", "input tokens, including cached ones");
        var cached = Tokens("--cached", "input tokens that are read from the provider's cache");
        var write = Tokens("--cache-write", "input tokens that are written to the provider's cache");
        var answer = Tokens("--output", "output tokens, including reasoning tokens");
        var reasoning = Tokens("--reasoning", "output tokens that are reasoning tokens");
        var policies = SharedOptions.Policies();
        var format = SharedOptions.Format("human", "json");
        var command = new Command("cost", "show the cost of one call, line by line")
        {
            endpoint,
            at,
            input,
            cached,
            write,
            answer,
            reasoning,
            policies,
            format,
        };
        command.SetAction(parsed =>
        {
            var catalog = PolicyLoader.Load(PolicyPaths.Read(parsed.GetValue(policies)!)).Catalog;
            var usage = Usage(
                parsed.GetValue(input),
                parsed.GetValue(cached),
                parsed.GetValue(write),
                parsed.GetValue(answer),
                parsed.GetValue(reasoning));
            var found = Find(catalog, parsed.GetValue(endpoint)!);
            var time = TimestampOption.Read(parsed.GetValue(at)) ?? clock.GetUtcNow();
            var rates = found.Prices?.RatesAt(time);
            var cost = CallCost.Of(rates, usage);
            if (parsed.GetValue(format) == "json")
            {
                WriteJson(output, found, time, cost);
            }
            else
            {
                WriteHuman(output, found, time, rates, usage, cost);
            }

            return cost.TotalUsd is null ? ExitCode.Findings : ExitCode.Fine;
        });
        return command;
    }

    private static Option<int> Tokens(string name, string description) =>
        new(name) { Description = description, DefaultValueFactory = _ => 0 };

    private static TokenUsage Usage(int input, int cached, int write, int output, int reasoning)
    {
        if (new[] { input, cached, write, output, reasoning }.Any(count => count < 0))
        {
            throw new UserError("token counts must be 0 or more");
        }

        if (cached + write > input)
        {
            throw new UserError($"--cached and --cache-write are parts of --input: {cached} + {write} exceeds {input}");
        }

        return reasoning <= output
            ? new TokenUsage(input, cached, write, output, reasoning)
            : throw new UserError($"--reasoning is a part of --output: {reasoning} exceeds {output}");
    }

    private static Endpoint Find(ModelCatalog catalog, string id)
    {
        if (catalog.FindEndpoint(id) is { } found)
        {
            return found;
        }

        throw new UserError(
            $"unknown endpoint `{id}`{Suggestion.Clause(id, catalog.Endpoints.Select(endpoint => (string)endpoint.Id), "`rulesrouter catalog show` lists them")}");
    }

    private static void WriteHuman(
        TextWriter output,
        Endpoint endpoint,
        DateTimeOffset at,
        PriceRates? rates,
        TokenUsage usage,
        CallCost cost)
    {
        output.WriteLine(Text($"{endpoint.Id} at {Timestamps.Format(at)}"));
        foreach (var line in cost.Lines)
        {
            var unit = line.Charged == PriceClass.PerRequest ? "per call" : "per million";
            var rate = line.Rate is { } usd ? Text($"${usd:0.######} {unit}") : "unknown";
            output.WriteLine(
                Text($"  {CostLine.NameOf(line.Charged),-13}{line.Quantity,12:0} × {rate,-24}{Dollars(line.Usd),14}{(line.Note.Length > 0 ? "  " + line.Note : "")}"));
        }

        output.WriteLine(Text($"  {"total",-13}{"",12}   {"",-24}{Dollars(cost.TotalUsd),14}"));
        if (rates is null)
        {
            output.WriteLine("  no price is known at this time, and an unknown price is not zero");
        }
        else if (!ReferenceEquals(rates, rates.ForInput(usage.Input)))
        {
            output.WriteLine(
                Text($"  rates for more than {rates.Tiers.Last(tier => usage.Input > tier.AboveInputTokens).AboveInputTokens} input tokens apply"));
        }

        if (endpoint.Prices?.PeriodAt(at)?.Expires is { } expires)
        {
            output.WriteLine(Text($"  a live price, valid until {Timestamps.Format(expires)}"));
        }
        else if (endpoint.Prices is { Source.Length: > 0 } prices)
        {
            output.WriteLine(Text($"  prices from {prices.Source}{(prices.AsOf is { } asOf ? Text($", as of {asOf:yyyy-MM-dd}") : "")}"));
        }
    }

    private static void WriteJson(TextWriter output, Endpoint endpoint, DateTimeOffset at, CallCost cost) =>
        output.WriteLine(JsonSerializer.Serialize(
        new
        {
            endpoint = (string)endpoint.Id,
            at = Timestamps.Format(at),
            lines = cost.Lines.Select(
                line => new
                {
                    charged = CostLine.NameOf(line.Charged),
                    quantity = line.Quantity,
                    rate = line.Rate,
                    rateOf = CostLine.NameOf(line.RateOf),
                    usd = line.Usd,
                }),
            totalUsd = cost.TotalUsd,
            source = endpoint.Prices?.Source,
            asOf = endpoint.Prices?.AsOf,
        },
        JsonFormats.Indented));

    private static JsonSerializerOptions Indented { get; } = new() { WriteIndented = true };

    private static string Dollars(double? usd) => usd is { } known ? Text($"${known:0.00000000}") : "unknown";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
