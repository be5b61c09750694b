using System.Collections.Immutable;
using System.Diagnostics;
using RulesRouter.Catalog;
using RulesRouter.Diagnostics;
using RulesRouter.Language.Yaml;
using RulesRouter.Names;
using RulesRouter.Policies;

namespace RulesRouter.Language.Binding;

/// <summary>A policy's <c>economics:</c> or a selection's <c>cost:</c> → <see cref="CostTerms"/>.</summary>
internal static class EconomicsBinder
{
    public static CostTerms Bind(YamlMapping? node, DiagnosticBag diagnostics)
    {
        if (node is null)
        {
            return CostTerms.None;
        }

        var (unsolved, wrong) = (node.Number("unsolvedUsd"), node.Number("wrongAcceptedUsd"));
        if (wrong < unsolved)
        {
            diagnostics.Add(
                PolicyDiagnostics.BadSelection,
                node["wrongAcceptedUsd"]!.Span,
                $"`wrongAcceptedUsd` is {wrong}, less than `unsolvedUsd` {unsolved}",
                "set `wrongAcceptedUsd` to at least `unsolvedUsd`");
            wrong = unsolved;
        }

        return new CostTerms(
            unsolved,
            wrong,
            node.Number("editUsd"),
            node.Number("timeUsdPerMinute"),
            node.Number("verifyUsd"),
            node.Number("falseAccept"),
            node.Number("falseReject"),
            node.Number("quantile"),
            node.Number("explorationShare"))
        {
            Difficulty = Difficulties(node.Mapping("difficulty")),
            DifficultyBy = node.String("difficultyBy") is { } attribute
                ? new AttributeReference(attribute, node["difficultyBy"]!.Span)
                : null,
        };
    }

    /// <summary>The schema admits names of tasks only.</summary>
    private static TaskDifficulties Difficulties(YamlMapping? node) => node is null
        ? TaskDifficulties.None
        : new TaskDifficulties(
            node.Entries.Where(entry => EnumNames<TaskKind>.TryParse(entry.Key.Text, out _) && node.Number(entry.Key.Text) is not null)
                .ToImmutableSortedDictionary(entry => TaskOf(entry.Key.Text), entry => node.Number(entry.Key.Text)!.Value));

    private static TaskKind TaskOf(string name) =>
        EnumNames<TaskKind>.TryParse(name, out var task) ? task : throw new UnreachableException(name);
}
