using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using RulesRouter.Catalog;
using RulesRouter.Economics.Abilities;
using RulesRouter.Formats;
using RulesRouter.Names;
using Spectre.Console;

namespace RulesRouter.Cli.Rendering;

/// <summary>Abilities as a table: models by tasks, or one of either with intervals and evidence.</summary>
internal static class AbilityReport
{
    private const double Low = 0.05;
    private const double High = 0.95;

    public static void WriteHuman(
        TextWriter output,
        ModelAbilities abilities,
        ImmutableArray<Model> models,
        ImmutableArray<TaskKind> tasks)
    {
        var table = tasks.Length > 1 && models.Length > 1
            ? ByGroup(abilities, models)
            : Detailed(abilities, models, tasks, tasks.Length == 1);
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output), Ansi = AnsiSupport.No });
        console.Profile.Width = 200;
        console.Write(table);
        var count = models.Length == 1 ? "1 model" : $"{models.Length} models";
        output.WriteLine($"{count}; logits, with 90 % intervals; success at the task's reference difficulty");
    }

    public static void WriteJson(
        TextWriter output,
        ModelAbilities abilities,
        ImmutableArray<Model> models,
        ImmutableArray<TaskKind> tasks) =>
        output.WriteLine(JsonSerializer.Serialize(
            Rows(abilities, models, tasks).Select(row => new
            {
                model = row.Model.Id,
                task = EnumNames<TaskKind>.NameOf(row.Task),
                group = EnumNames<TaskGroup>.NameOf(TaskGroups.Of(row.Task)),
                ability = Rounded(row.Ability.Mean),
                deviation = Rounded(row.Ability.Deviation),
                low90 = Rounded(row.Ability.Quantile(Low)),
                high90 = Rounded(row.Ability.Quantile(High)),
                referenceDifficulty = ReferenceDifficulty.Of(row.Task),
                success = Rounded(Success(row.Ability.Mean, row.Task)),
                scores = row.Ability.Scores,
                evidence = row.Ability.Evidence,
            }),
            JsonFormats.Indented));

    /// <summary>One column per group of tasks: within a group, abilities are the same.</summary>
    private static Table ByGroup(ModelAbilities abilities, ImmutableArray<Model> models)
    {
        var groups = Enum.GetValues<TaskKind>().GroupBy(TaskGroups.Of).OrderBy(group => group.Key).ToList();
        var table = new Table().Border(TableBorder.Simple).AddColumn("model").AddColumn("released");
        foreach (var group in groups)
        {
            table.AddColumn(EnumNames<TaskGroup>.NameOf(group.Key));
        }

        table.AddColumn("scores");
        var rows = models.Select(model => (model, Abilities: groups.Select(group => abilities.Of(model, group.First())).ToList()))
            .OrderByDescending(row => row.Abilities.Average(ability => ability.Mean))
            .ThenBy(row => row.model.Id, StringComparer.Ordinal);
        foreach (var (model, own) in rows)
        {
            string[] cells =
            [
                model.Id,
                model.ReleasedOn is { } day ? Text($"{day:yyyy-MM-dd}") : "unknown",
                .. own.Select(ability => Text($"{ability.Mean:0.00} ± {ability.Quantile(High) - ability.Mean:0.00}")),
                Text($"{own[0].Scores}"),
            ];
            table.AddRow([.. cells.Select(Markup.Escape)]);
        }

        return table;
    }

    private static Table Detailed(ModelAbilities abilities, ImmutableArray<Model> models, ImmutableArray<TaskKind> tasks, bool sorted)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("model", "task", "ability", "90 % interval", "success", "evidence");
        var rows = Rows(abilities, models, tasks);
        var ordered = sorted
            ? rows.OrderByDescending(row => row.Ability.Mean).ThenBy(row => row.Model.Id, StringComparer.Ordinal)
            : rows;
        foreach (var (model, task, ability) in ordered)
        {
            var (low, high) = (ability.Quantile(Low), ability.Quantile(High));
            string[] cells =
            [
                model.Id,
                EnumNames<TaskKind>.NameOf(task),
                Text($"{ability.Mean:0.00}"),
                Text($"{low:0.00} … {high:0.00}"),
                Text($"{Success(ability.Mean, task):P0} ({Success(low, task):P0} … {Success(high, task):P0})"),
                ability.Evidence,
            ];
            table.AddRow([.. cells.Select(Markup.Escape)]);
        }

        return table;
    }

    private static IEnumerable<(Model Model, TaskKind Task, Ability Ability)> Rows(
        ModelAbilities abilities,
        ImmutableArray<Model> models,
        ImmutableArray<TaskKind> tasks) =>
        models.SelectMany(model => tasks.Select(task => (model, task, abilities.Of(model, task))));

    private static double Success(double ability, TaskKind task) => 1 / (1 + Math.Exp(ReferenceDifficulty.Of(task) - ability));

    private static double Rounded(double value) => Math.Round(value, 4);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
