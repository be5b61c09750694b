using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using RulesRouter.Catalog;
using RulesRouter.Classifiers.Adaptation;
using RulesRouter.Economics;
using RulesRouter.Language;
using RulesRouter.Requests;
using RulesRouter.Service.Outcomes;
using RulesRouter.Wire.Outcomes;

namespace RulesRouter.Cli.Commands;

/// <summary><c>rulesrouter outcomes</c>: take outcomes in, and show what they have taught.</summary>
internal static class OutcomesCommand
{
    public const string DefaultStore = "artifacts/outcomes.db";
    private const int FaultsShown = 20;

    public static Command Create(TextWriter output, TextWriter error, TimeProvider clock) =>
        new("outcomes", "what came of decisions") { Import(output, error, clock), Show(output, clock) };

    /// <summary>Null where no store is named.</summary>
    /// <param name="at">Whose day says what aliases stand for.</param>
    public static LearnedState? LearnedFrom(string? path, ModelCatalog catalog, DateTimeOffset at)
    {
        if (path is null)
        {
            return null;
        }

        using var outcomes = Open(path);
        return Learning.From(outcomes.Latest(), catalog, catalog.AliasesOn(DateOnly.FromDateTime(at.UtcDateTime)));
    }

    /// <summary>Answers that say how an endpoint does at a task: judged, of a known difficulty, and not of a hop that sees only what defeated others.</summary>
    public static IReadOnlyList<JudgedAnswer> JudgedIn(string path)
    {
        using var outcomes = Open(path);
        return
        [
            .. outcomes.Latest()
                .Where(outcome => outcome is { Verdict: not Verdict.Unanswered, Task: not null, Difficulty: not null } && (outcome.Alone || outcome.Hop == 0))
                .Select(outcome => new JudgedAnswer(outcome.Decision, outcome.Endpoint, outcome.Task!.Value, outcome.Difficulty!.Value, outcome.Verdict == Verdict.Right)),
        ];
    }

    private static OutcomeStore Open(string path) => File.Exists(path)
        ? new OutcomeStore(path)
        : throw new UserError($"`{path}` does not exist; `rulesrouter serve` or `rulesrouter outcomes import` makes it");

    private static Option<string> Store() => new("--store") { Description = "the store of outcomes, as `serve` keeps it", DefaultValueFactory = _ => DefaultStore };

    private static Command Import(TextWriter output, TextWriter error, TimeProvider clock)
    {
        var file = new Argument<string>("file") { Description = "outcomes as JSONL, one a line, as schemas/outcome.schema.json says" };
        var store = Store();
        var record = new Option<string?>("--record") { Description = "record of decisions, as `serve` writes it, that outcomes may be about" };
        var command = new Command("import", "take outcomes of a file in: all of them, or none where one is wrong") { file, store, record };
        command.SetAction(parsed =>
        {
            var path = parsed.GetValue(file)!;
            var (reports, lines) = ReadFile(path);
            using var outcomes = new OutcomeStore(parsed.GetValue(store)!);
            if (parsed.GetValue(record) is { } recorded)
            {
                outcomes.Remember(RecordedDecisions.Read(recorded));
            }

            var receipt = outcomes.Report(reports, clock.GetUtcNow());
            if (receipt.Rejections.Count == 0)
            {
                output.WriteLine($"{receipt.Accepted} outcomes taken in, {receipt.Repeated} were there already; the store is at epoch {receipt.Epoch}");
                return ExitCode.Fine;
            }

            WriteFaults(error, [.. receipt.Rejections.Select(rejection => $"{path}:{lines[rejection.Index]}: /{rejection.Field}: {rejection.Message}")]);
            return ExitCode.Findings;
        });
        return command;
    }

    private static Command Show(TextWriter output, TimeProvider clock)
    {
        var store = Store();
        var policies = SharedOptions.Policies();
        var command = new Command("show", "what outcomes have taught about endpoints") { store, policies };
        command.SetAction(parsed =>
        {
            var catalog = PolicyLoader.Load(PolicyDirectory.Read(parsed.GetValue(policies)!)).Catalog;
            var learned = LearnedFrom(parsed.GetValue(store), catalog, clock.GetUtcNow())!;
            var beliefs = new EndpointBeliefs(catalog, learned, learned.Aliases);
            foreach (var (endpoint, task) in learned.Tallies.Select(pair => (pair.Key.Endpoint, pair.Key.Task)).Distinct().OrderBy(pair => pair.Task).ThenBy(pair => pair.Endpoint, StringComparer.Ordinal))
            {
                var belief = catalog.FindEndpoint(endpoint) is { } known ? beliefs.Of(known, task, null) : null;
                output.WriteLine($"{TaskNames.NameOf(task),-22}{endpoint}: {(belief is null ? "no evidence: not in the catalog, or never judged" : Text($"success {belief.Success.Mean:0.000} (worth {belief.Success.Weight:0.0} observations: {belief.Evidence}), answers {belief.Answers:0.000}{(belief.Edits is { } edits ? Text($", {edits:0.0} edits") : "")}"))}");
            }

            foreach (var endpoint in catalog.Endpoints.Where(endpoint => learned.LeftOut(endpoint.Id) > 0))
            {
                var (target, since) = learned.Aliases.Of(endpoint.Model.Id)!;
                var before = learned.LeftOut(endpoint.Id);
                output.WriteLine(Text($"{endpoint.Id}: an alias of {target.Id} since {since:yyyy-MM-dd}; {(before == 1 ? "1 outcome" : $"{before} outcomes")} from before left out"));
            }

            output.WriteLine(Text($"epoch {learned.Epoch}, spread of shared difficulty {learned.Spread:0.0}"));
            return ExitCode.Fine;
        });
        return command;
    }

    private static (List<OutcomeReport> Reports, List<int> Lines) ReadFile(string path)
    {
        var reports = new List<OutcomeReport>();
        var lines = new List<int>();
        var faults = new List<string>();
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (line.Length == 0)
            {
                continue;
            }

            try
            {
                using var document = JsonDocument.Parse(line);
                var (report, wrong) = OutcomeReportReader.Read(document.RootElement);
                faults.AddRange(wrong.Select(fault => $"{path}:{number}: {fault.Pointer}: {fault.Message}"));
                if (report is not null)
                {
                    reports.Add(report);
                    lines.Add(number);
                }
            }
            catch (JsonException fault)
            {
                faults.Add($"{path}:{number}: not JSON: byte {fault.BytePositionInLine + 1}");
            }
        }

        return faults.Count > 0
            ? throw new UserError(string.Join('\n', faults.Take(FaultsShown).Concat(faults.Count > FaultsShown ? [$"and {faults.Count - FaultsShown} more"] : [])))
            : reports.Count == 0 ? throw new UserError($"`{path}` holds no outcome") : (reports, lines);
    }

    private static void WriteFaults(TextWriter error, List<string> faults)
    {
        foreach (var fault in faults.Take(FaultsShown))
        {
            error.WriteLine($"error: {fault}");
        }

        if (faults.Count > FaultsShown)
        {
            error.WriteLine($"and {faults.Count - FaultsShown} more");
        }

        error.WriteLine("nothing was taken in");
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
