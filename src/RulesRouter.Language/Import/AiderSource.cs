using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using RulesRouter.Language.Import.Identity;

namespace RulesRouter.Language.Import;

/// <summary>
/// Reads Aider's polyglot leaderboard. A run counts for a model only if its name is a spelling of the model: without the part in brackets,
/// unless that is a date.
/// </summary>
internal sealed partial class AiderSource(JsonElement root)
{
    private const string Benchmark = "Aider Polyglot";

    /// <summary>
    /// Leaderboards without runs of newer models. Beside the newer, harder benchmark they would rank the models of that
    /// time above those of today.
    /// </summary>
    private static readonly (string Board, string Benchmark)[] Superseded =
    [
        ("edit_leaderboard", "Aider Edit"),
        ("refactor_leaderboard", "Aider Refactor"),
    ];

    /// <summary>Runs of a model, in the order of the source.</summary>
    public IEnumerable<AiderRun> RunsOf(string key) => Runs().Where(run => run.Key == key);

    /// <summary>
    /// Runs whose name is not a spelling of a model, and leaderboards that newer models were not run on, with the reason.
    /// </summary>
    public IEnumerable<string> LeftOut(Predicate<string> isModel) =>
    [
        .. Runs()
        .Where(run => !isModel(run.Key))
        .Select(run => $"{run.Benchmark} run of \"{run.Name}\": not a spelling of a model in the catalog"),
        .. Superseded
        .Where(old => root.TryGetProperty(old.Board, out _))
        .Select(old => $"{old.Benchmark}, {root.GetProperty(old.Board).GetArrayLength()} runs: only older models were run on it"),
    ];

    /// <summary>How many cases the run of a day and score had; null if there is none.</summary>
    public int? SampleSize(string benchmark, double percent, string? date) => Runs()
        .Where(run => run.Benchmark == benchmark && run.Date == date && Math.Abs(run.Percent - percent) < 0.05)
        .Select(run => (int?)run.Cases)
        .FirstOrDefault();

    private IEnumerable<AiderRun> Runs()
    {
        foreach (var run in root.TryGetProperty("polyglot_leaderboard", out var runs) ? runs.EnumerateArray() : default)
        {
            // The share of cases solved in two tries, the second of which sees the failed tests: what the benchmark reports.
            if (run.TryGetProperty("pass_rate_2", out var percent) && run.TryGetProperty("test_cases", out var cases))
            {
                var name = run.GetProperty("model").GetString()!;
                yield return new AiderRun(
                    Benchmark,
                    KeyIn(name),
                    name,
                    percent.GetDouble(),
                    cases.GetInt32(),
                    run.GetProperty("date").GetString()!,
                    Variant(name, run));
            }
        }
    }

    private static string KeyIn(string name)
    {
        var date = DateInBrackets().Match(name);
        return ModelSpelling.Of(Brackets().Replace(name, date.Success ? $"-{date.Groups[1].Value}" : "")).Key;
    }

    private static string Variant(string name, JsonElement run) => string.Create(
        CultureInfo.InvariantCulture,
        $"percent correct{(Brackets().Match(name) is { Success: true } found ? $", {found.Value.Trim(' ', '(', ')')}" : "")}, edits as {run.GetProperty("edit_format").GetString()}");

    [GeneratedRegex(@" \(.*\)$", RegexOptions.CultureInvariant)]
    private static partial Regex Brackets();

    [GeneratedRegex(@" \((\d{4}(-\d\d-\d\d)?)\)$", RegexOptions.CultureInvariant)]
    private static partial Regex DateInBrackets();
}
