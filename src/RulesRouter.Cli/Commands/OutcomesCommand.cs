using System.CommandLine;
using System.Globalization;
using System.Text;
using RulesRouter.Catalog;
using RulesRouter.Classifiers.Training.Adaptation;
using RulesRouter.Cli.Exits;
using RulesRouter.Cli.Inputs;
using RulesRouter.Economics;
using RulesRouter.Economics.Beliefs;
using RulesRouter.Language;
using RulesRouter.Names;
using RulesRouter.Service.Options;
using RulesRouter.Service.Outcomes;
using RulesRouter.Service.Settings;
using RulesRouter.Wire.Outcomes;

namespace RulesRouter.Cli.Commands;

/// <summary><c>rulesrouter outcomes</c>: imports outcomes, and shows what was learned from them.</summary>
internal static class OutcomesCommand
{
    public const string DefaultStore = SettingTable.DefaultOutcomes;
    private const int MaxShown = 20;

    public static Command Create(TextWriter output, TextWriter error, TimeProvider clock) =>
        new("outcomes", "import outcomes of decisions, and show what was learned") { Import(output, error, clock), Show(output, clock) };

    /// <summary>Null if no store is given.</summary>
    /// <param name="at">Its date determines the targets of aliases.</param>
    /// <param name="upTo">The last outcome that counts; null: all do.</param>
    /// <param name="weights">By source of the verdict; null is the default.</param>
    public static LearnedState? LearnedFrom(
        string? path,
        ModelCatalog catalog,
        DateTimeOffset at,
        long? upTo = null,
        VerdictWeights? weights = null)
    {
        if (path is null)
        {
            return null;
        }

        using var outcomes = Open(path);
        var history = new OutcomeHistory();
        history.Add([.. outcomes.After(0).Outcomes.Where(outcome => !(outcome.Epoch > upTo))]);
        var aliases = catalog.AliasesOn(DateOnly.FromDateTime(at.UtcDateTime));
        return Learning.From(history.Counting(), catalog, aliases, weights, now: at);
    }

    /// <summary>What would be learned if outcomes of attempts that no decision led to were imported too.</summary>
    /// <param name="more">Each names its endpoint and task.</param>
    /// <param name="store">Null for none.</param>
    public static LearnedState LearnedWith(IReadOnlyList<OutcomeReport> more, string? store, ModelCatalog catalog, DateTimeOffset at)
    {
        var history = new OutcomeHistory();
        if (store is not null)
        {
            using var outcomes = Open(store);
            history.Add(outcomes.After(0).Outcomes);
        }

        var epoch = history.Epoch;
        history.Add([.. more.Select((report, index) => new StoredOutcome(
            epoch + index + 1,
            report.DecisionId,
            report.Hop,
            report.Endpoint!,
            report.Task,
            report.Difficulty,
            Alone: true,
            report.Verdict,
            report.Edits,
            report.At ?? at,
            report.At ?? at,
            null,
            AttemptMeasures.Of(report),
            report.Source,
            report.Sequence))]);
        return Learning.From(history.Counting(), catalog, catalog.AliasesOn(DateOnly.FromDateTime(at.UtcDateTime)), now: at);
    }

    /// <summary>
    /// Answers that say how an endpoint does at a task: judged, of a known difficulty, and not of a hop that sees only what defeated
    /// others.
    /// </summary>
    public static IReadOnlyList<JudgedAnswer> JudgedIn(string path)
    {
        using var outcomes = Open(path);
        return
        [
            .. outcomes.Latest()
                .Where(outcome => outcome is { Verdict: not Verdict.Unanswered, Task: not null, Difficulty: not null }
                    && (outcome.Alone || outcome.Hop == 0))
                .Select(outcome => new JudgedAnswer(outcome.Decision, outcome.Endpoint, outcome.Task!.Value, outcome.Difficulty!.Value,
                    outcome.Verdict == Verdict.Right)),
        ];
    }

    private static OutcomeStore Open(string path) => PostgresOutcomes.IsAddress(path) || File.Exists(path)
        ? new OutcomeStore(path)
        : throw new UserError($"`{path}` does not exist; `rulesrouter serve` and `rulesrouter outcomes import` create it");

    private static Option<string> Store() =>
        new("--outcomes") { Description = "outcome store, as written by `serve`", DefaultValueFactory = _ => DefaultStore };

    private static Command Import(TextWriter output, TextWriter error, TimeProvider clock)
    {
        var file = new Argument<string>("file") { Description = "outcomes as JSONL; each line follows schemas/outcome.schema.json" };
        var store = Store();
        var record = new Option<string?>("--record") { Description = "decision record, as written by `serve`, that outcomes may refer to" };
        var command = new Command(
            "import",
            "import the outcomes of a file: all of them, or none if one has an error") { file, store, record };
        command.SetAction(parsed =>
        {
            var path = parsed.GetValue(file)!;
            var (reports, lines) = ReadFile(path);
            using var outcomes = new OutcomeStore(parsed.GetValue(store)!);
            if (parsed.GetValue(record) is { } recorded)
            {
                var (decisions, reported) = RecordedLines.ReadAll(recorded);
                outcomes.Apply(decisions, reported, ReportRules.Lenient, null);
            }

            var receipt = outcomes.Report(reports, clock.GetUtcNow());
            if (receipt.Rejections.Count == 0)
            {
                output.WriteLine(
                    $"{receipt.Accepted} outcomes stored, {receipt.Repeated} already stored; the store is at epoch {receipt.Epoch}");
                return ExitCode.Fine;
            }

            WriteProblems(
                error,
                [.. receipt.Rejections.Select(rejection => $"{path}:{lines[rejection.Index]}: /{rejection.Field}: {rejection.Message}")]);
            return ExitCode.Findings;
        });
        return command;
    }

    private static Command Show(TextWriter output, TimeProvider clock)
    {
        var store = Store();
        var policies = SharedOptions.Policies();
        var command = new Command("show", "show what was learned about endpoints") { store, policies };
        command.SetAction(parsed =>
        {
            var catalog = PolicyLoader.Load(PolicyPaths.Read(parsed.GetValue(policies)!)).Catalog;
            var learned = LearnedFrom(parsed.GetValue(store), catalog, clock.GetUtcNow())!;
            var beliefs = new EndpointBeliefs(catalog, learned, learned.Aliases);
            foreach (var (endpoint, task) in learned.Tallies
                .Select(pair => (pair.Key.Endpoint, pair.Key.Task))
                .Distinct()
                .OrderBy(pair => pair.Task)
                .ThenBy(pair => pair.Endpoint, StringComparer.Ordinal))
            {
                var belief = catalog.FindEndpoint(endpoint) is { } known ? beliefs.Of(known, task, null) : null;
                output.WriteLine(
                    $"{EnumNames<TaskKind>.NameOf(task),-22}{endpoint}: {(belief is null ? "no evidence: not in the catalog, or no outcome with a verdict" : Text($"success {belief.Success.Mean:0.000} (worth {belief.Success.Worth:0.0} outcomes: {belief.Evidence}), answers {belief.Answers:0.000}{(belief.Edits is { } edits ? Text($", {edits:0.0} edits") : "")}"))}");
            }

            foreach (var endpoint in catalog.Endpoints.Where(endpoint => learned.LeftOut(endpoint.Id) > 0))
            {
                var (target, since) = learned.Aliases.Of(endpoint.Model.Id)!;
                var before = learned.LeftOut(endpoint.Id);
                output.WriteLine(
                    Text($"{endpoint.Id}: an alias of {target.Id} since {since:yyyy-MM-dd}; {(before == 1 ? "1 outcome" : $"{before} outcomes")} from before this date ignored"));
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
        var problems = new List<string>();
        var number = 0;
        UnreadablePath.Check(path);
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (line.Length == 0)
            {
                continue;
            }

            var (report, wrong) = OutcomeReportReader.Read(Encoding.UTF8.GetBytes(line));
            problems.AddRange(
                wrong.Select(problem => $"{path}:{number}: {problem.Pointer}{(problem.Pointer.Length > 0 ? ": " : "")}{problem.Message}"));
            if (report is not null)
            {
                reports.Add(report);
                lines.Add(number);
            }
        }

        return problems.Count > 0
            ? throw new UserError(
                string.Join(
                    '\n',
                    problems.Take(MaxShown).Concat(problems.Count > MaxShown ? [$"and {problems.Count - MaxShown} more"] : [])))
            : reports.Count == 0 ? throw new UserError($"`{path}` contains no outcome") : (reports, lines);
    }

    private static void WriteProblems(TextWriter error, List<string> problems)
    {
        foreach (var problem in problems.Take(MaxShown))
        {
            error.WriteLine($"error: {problem}");
        }

        if (problems.Count > MaxShown)
        {
            error.WriteLine($"and {problems.Count - MaxShown} more");
        }

        error.WriteLine("no outcome was stored");
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
