using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using RulesRouter.Names;
using RulesRouter.Suites.Editing;
using RulesRouter.Suites.Reporting;
using RulesRouter.Suites.Running;

namespace RulesRouter.Cli.Rendering;

/// <summary>Prints what models achieved on an evaluation suite, as a table or JSON.</summary>
internal static class AttemptReport
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
        WriteIndented = true,
        NewLine = "\n",
    };

    public static string NameOf(AttemptResult result) =>
        result.Format is { } format ? $"{result.Model} ({EnumNames<EditFormat>.NameOf(format)})" : result.Model;

    public static void Write(ImmutableArray<AttemptResult> results, bool isJson, TextWriter output)
    {
        var summaries = ModelSummary.Of(results);
        if (isJson)
        {
            output.WriteLine(Json(new { models = summaries, attempts = Attempts(results) }));
            return;
        }

        WriteTable(summaries, output);
    }

    /// <summary>One row for each model and format.</summary>
    public static void WriteTable(ImmutableArray<ModelSummary> summaries, TextWriter output)
    {
        var width = Math.Max(5, summaries.Select(summary => summary.Name.Length).DefaultIfEmpty().Max());
        output.WriteLine(
            $"{"model".PadRight(width)}  {"solved",9} {"95 %",13} {"$/attempt",10} {"$/merged",10} {"min/attempt",11} {"min/merged",10} {"edits",7} {"malformed",9} {"no build",8} {"failed",6}");
        foreach (var summary in summaries)
        {
            output.WriteLine(Row(summary, width));
        }

        output.WriteLine("merged: a change that solves its scenario, so that its tests would let it merge");
        if (summaries.Any(summary => summary.EditsAreUpperBound))
        {
            output.WriteLine("edits: mean changed lines to merge-ready; ≤ where no reviewer accepted a version, so that the merged change is an upper bound");
        }
    }

    /// <summary>Without patches: they are long, and <c>suite accept --show</c> prints them.</summary>
    public static IEnumerable<AttemptResult> Attempts(IEnumerable<AttemptResult> results) =>
        results.Select(result => result with { Patch = null });

    public static string Json<T>(T value) => JsonSerializer.Serialize(value, Options);

    private static string Row(ModelSummary summary, int width) => string.Create(
        CultureInfo.InvariantCulture,
        $"{summary.Name.PadRight(width)}  {$"{summary.Solved}/{summary.Attempts}",9} {$"{summary.SolvedLow:0 %}…{summary.SolvedHigh:0 %}",13} {Dollars(summary.UsdPerAttempt),10} {Dollars(summary.UsdPerSolved),10} {Minutes(summary.SecondsPerAttempt),11} {Minutes(summary.SecondsPerSolved),10} {Edits(summary),7} {summary.MalformedAnswers,9} {summary.DoNotBuild,8} {summary.InfrastructureFailures,6}");

    private static string Dollars(decimal? usd) => usd is { } known ? known.ToString("0.0000", CultureInfo.InvariantCulture) : "unknown";

    private static string Minutes(double? seconds) =>
        seconds is not { } known ? "-" : known < 0.6 ? "<0.01" : (known / 60).ToString("0.00", CultureInfo.InvariantCulture);

    private static string Edits(ModelSummary summary) => summary.EditLines is { } lines
        ? string.Create(CultureInfo.InvariantCulture, $"{(summary.EditsAreUpperBound ? "≤ " : "")}{lines:0.0}")
        : "-";
}
