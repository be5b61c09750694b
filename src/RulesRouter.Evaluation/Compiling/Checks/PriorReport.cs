using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Constraints;
using RulesRouter.Diagnostics;
using RulesRouter.Economics.Abilities;
using RulesRouter.Names;
using RulesRouter.Objectives;
using RulesRouter.Policies.Conditions;

namespace RulesRouter.Evaluation.Compiling.Checks;

/// <summary>
/// Reports rules that compare models by success, with the tasks at which no model that they can choose has a published score, and rules
/// that ask for a quality for which a prior suffices, with the tasks at which a model without a published score has it.
/// </summary>
internal static class PriorReport
{
    public static void Run(CompiledPolicySet set, DateOnly today, DiagnosticBag diagnostics)
    {
        var aliases = set.Catalog.AliasesOn(today);
        foreach (var (name, policy) in set.Compiled)
        {
            var comparing = policy.InSelectionOrder.Select(index => policy.Rules[index])
                .Where(rule => ComparesSuccess(rule.Rule.Selection!.Objective));
            foreach (var rule in comparing)
            {
                var models = ModelsOf(rule, set.Catalog, today).Select(model => aliases.Behind(model)).Distinct().ToList();
                var tasks = Enum.GetValues<TaskKind>()
                    .Where(task => MayMatch(rule.Condition, task))
                    .Where(task => !models.Any(model => ModelAbilities.HasScore(model, task)))
                    .Select(EnumNames<TaskKind>.NameOf)
                    .ToList();
                if (models.Count > 0 && tasks.Count > 0)
                {
                    diagnostics.Add(
                        CatalogDiagnostics.RestsOnPriors,
                        rule.Rule.Selection!.Span,
                        $"policy `{name}`, rule `{rule.QualifiedId}`: no model that it can choose has a published score at {string.Join(", ", tasks)}",
                        "success at such tasks is a prior; add scores of your own, or report outcomes");
                }
            }

            foreach (var rule in policy.Rules)
            {
                ReportQuality(name, rule, set.Catalog, today, diagnostics);
            }
        }
    }

    private static void ReportQuality(string policy, CompiledRule rule, ModelCatalog catalog, DateOnly today, DiagnosticBag diagnostics)
    {
        foreach (var clause in rule.Rule.Constraints.Where(clause => clause.Definition is QualityOrPrior))
        {
            if (clause.Value is not ConstraintValue.Number min)
            {
                continue;
            }

            var (abilities, aliases) = (ModelAbilities.Of(catalog), catalog.AliasesOn(today));
            var models = Served(catalog, today).Select(endpoint => aliases.Behind(endpoint.Model)).Distinct().ToList();
            var tasks = Enum.GetValues<TaskKind>()
                .Where(task => MayMatch(rule.Condition, task))
                .Where(task => models.Exists(model => abilities.Of(model, task) is { IsPrior: true } ability
                    && ability.CautiousSuccess(ReferenceDifficulty.Of(task)) >= min.Value))
                .Select(EnumNames<TaskKind>.NameOf)
                .ToList();
            if (tasks.Count > 0)
            {
                diagnostics.Add(
                    CatalogDiagnostics.RestsOnPriors,
                    clause.Span,
                    $"policy `{policy}`, rule `{rule.QualifiedId}`: models without a published score satisfy `quality.min` {min} by priors at {string.Join(", ", tasks)}",
                    "remove `priorSuffices` to admit models with published scores only");
            }
        }
    }

    private static IEnumerable<Endpoint> Served(ModelCatalog catalog, DateOnly today) =>
        catalog.Endpoints.Where(endpoint => endpoint.IsServed(today) && endpoint.AnswersChat);

    private static bool ComparesSuccess(Objective objective) =>
        objective == Objective.Quality || ObjectiveTable.Of(objective).NeedsBeliefs;

    private static IEnumerable<Model> ModelsOf(CompiledRule rule, ModelCatalog catalog, DateOnly today)
    {
        var patterns = rule.Rule.Selection!.Prefer.Select(preference => new EndpointPattern(preference.Pattern)).ToList();
        return Served(catalog, today)
            .Where(endpoint => patterns.Count == 0 || patterns.Exists(pattern => pattern.Matches(endpoint)))
            .Select(endpoint => endpoint.Model);
    }

    /// <summary>False only if no request about the task matches.</summary>
    private static bool MayMatch(Condition condition, TaskKind task) => !Contradictions.AreDisjoint(
        condition,
        new Condition.OneOf(
            new StringTerm.Fact(Requests.FixedFacts.Task),
            ImmutableSortedSet.Create(StringComparer.Ordinal, EnumNames<TaskKind>.NameOf(task)),
            condition.Span));
}
