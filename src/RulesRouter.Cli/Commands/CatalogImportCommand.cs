using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using RulesRouter.Cli.Exits;
using RulesRouter.Language.Import;

namespace RulesRouter.Cli.Commands;

/// <summary><c>rulesrouter catalog import</c>: imports models and prices from public sources.</summary>
internal static class CatalogImportCommand
{
    public static Command Create(TextWriter output)
    {
        var modelsDev = new Option<string>("--models-dev") { Description = "JSON file of models.dev", Required = true };
        var genaiPrices = new Option<string>("--genai-prices") { Description = "JSON file of genai-prices", Required = true };
        var benchmarks = new Option<string>("--benchmarks")
        {
            Description = "JSON file of models.dev's benchmark figures",
            Required = true,
        };
        var aider = new Option<string?>("--aider") { Description = "Aider's leaderboards: more benchmark figures, with sample sizes" };
        var modelsDevDate = new Option<string>("--models-dev-date")
        {
            Description = "date on which models.dev was read, YYYY-MM-DD",
            Required = true,
        };
        var genaiPricesDate = new Option<string>("--genai-prices-date")
        {
            Description = "date on which genai-prices was read, YYYY-MM-DD",
            Required = true,
        };
        var folder = new Option<string>("--out") { Description = "folder of catalog files", DefaultValueFactory = _ => "policies/catalog" };
        var policies = new Option<string?>("--policies")
        {
            Description = "folder of policies whose patterns are checked for other matches; default: policies, if it exists",
        };
        var format = SharedOptions.Format("human", "json");
        var command = new Command("import", "import models and prices from models.dev and genai-prices")
        {
            modelsDev,
            genaiPrices,
            benchmarks,
            aider,
            modelsDevDate,
            genaiPricesDate,
            folder,
            policies,
            format,
        };
        command.SetAction(parsed =>
        {
            var options = new ImportOptions(
                parsed.GetValue(modelsDev)!,
                parsed.GetValue(genaiPrices)!,
                parsed.GetValue(benchmarks)!,
                parsed.GetValue(aider),
                parsed.GetValue(folder)!,
                parsed.GetValue(policies) ?? (Directory.Exists("policies") ? "policies" : null),
                Day(parsed.GetValue(modelsDevDate)!),
                Day(parsed.GetValue(genaiPricesDate)!));
            var report = Run(options);
            if (parsed.GetValue(format) == "json")
            {
                report.WriteJson(output);
            }
            else
            {
                report.WriteHuman(output);
            }

            return ExitCode.Fine;
        });
        return command;
    }

    private static ImportReport Run(ImportOptions options)
    {
        UnreadablePath.Check(options.ModelsDev, options.GenaiPrices, options.Benchmarks, options.Aider, options.Policies);
        try
        {
            return CatalogImport.Run(options);
        }
        catch (Exception exception) when (exception is JsonException or InvalidDataException)
        {
            throw new UserError($"a source cannot be read: {exception.Message.TrimEnd('.')}");
        }
    }

    private static DateOnly Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        ? day
        : throw new UserError($"`{text}` is not a date; use YYYY-MM-DD");
}
