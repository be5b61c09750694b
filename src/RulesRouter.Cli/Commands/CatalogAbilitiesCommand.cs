using System.Collections.Immutable;
using System.CommandLine;
using RulesRouter.Catalog;
using RulesRouter.Cli.Exits;
using RulesRouter.Cli.Inputs;
using RulesRouter.Cli.Rendering;
using RulesRouter.Diagnostics;
using RulesRouter.Economics.Abilities;
using RulesRouter.Language;
using RulesRouter.Names;

namespace RulesRouter.Cli.Commands;

/// <summary><c>rulesrouter catalog abilities</c>: the abilities of models, fitted to all published scores of the catalog.</summary>
internal static class CatalogAbilitiesCommand
{
    public static Command Create(TextWriter output)
    {
        var task = new Option<string?>("--task") { Description = "only this task, the ablest models first", HelpName = "TASK" };
        task.AcceptOnlyFromAmong([.. EnumNames<TaskKind>.All]);
        var model = new Option<string?>("--model") { Description = "only this model, by id or another spelling" };
        var policies = SharedOptions.Policies();
        var format = SharedOptions.Format("human", "json");
        var command = new Command("abilities", "show the ability of models at tasks, fitted to all published scores")
        {
            task,
            model,
            policies,
            format,
        };
        command.SetAction(parsed =>
        {
            var catalog = PolicyLoader.Load(PolicyPaths.Read(parsed.GetValue(policies)!)).Catalog;
            var abilities = ModelAbilities.Of(catalog);
            var models = parsed.GetValue(model) is { } asked ? [Find(catalog, asked)] : catalog.Models;
            ImmutableArray<TaskKind> tasks = EnumNames<TaskKind>.TryParse(parsed.GetValue(task), out var one)
                ? [one]
                : [.. Enum.GetValues<TaskKind>()];
            if (parsed.GetValue(format) == "json")
            {
                AbilityReport.WriteJson(output, abilities, models, tasks);
            }
            else
            {
                AbilityReport.WriteHuman(output, abilities, models, tasks);
            }

            return models.IsEmpty ? ExitCode.Findings : ExitCode.Fine;
        });
        return command;
    }

    private static Model Find(ModelCatalog catalog, string name) =>
        catalog.FindModel(name)
        ?? catalog.Models.FirstOrDefault(model => model.Spellings.Contains(name))
        ?? throw Unknown(name, catalog.Models.Select(model => model.Id));

    private static UserError Unknown(string name, IEnumerable<string> known) =>
        new($"unknown model `{name}`{Suggestion.Clause(name, known, "`rulesrouter catalog abilities` lists them")}");
}
