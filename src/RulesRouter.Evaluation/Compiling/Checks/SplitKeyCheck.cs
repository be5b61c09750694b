using System.Collections.Immutable;
using RulesRouter.Diagnostics;
using RulesRouter.Evaluation.Compiling.Expressions;
using RulesRouter.Policies;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Compiling.Checks;

/// <summary>
/// A request with an unknown split key takes the first arm that is on, which should not be the canary. A rule whose condition reads the
/// key is not checked.
/// </summary>
internal static class SplitKeyCheck
{
    public static void Run(ImmutableArray<CompiledRule> rules, PolicyLayers layers, FactSchema schema, DiagnosticBag diagnostics)
    {
        var known = layers.Attributes()
            .Where(attribute => attribute.Default.IsKnown)
            .Select(attribute => attribute.Name)
            .ToHashSet(StringComparer.Ordinal);
        foreach (var rule in rules)
        {
            if (rule.Named?.SplitKey is not { } key
                || schema[key].IsClock
                || known.Contains(schema[key].Name)
                || ConditionFacts.Of(rule.Condition).Contains(key))
            {
                continue;
            }

            var split = rule.Rule.Selection!.Split!;
            var first = split.Arms.FirstOrDefault(arm => arm.Weight > 0) ?? split.Arms[0];
            var heaviest = split.Arms.MaxBy(arm => arm.Weight)!;
            if (first.Weight < heaviest.Weight)
            {
                diagnostics.Add(
                    ExpressionDiagnostics.UnknownKey,
                    first.Span,
                    $"arm `{first.Name}` takes every request whose `{split.Key}` is unknown, but `{heaviest.Name}` has the larger weight",
                    $"put `{heaviest.Name}` first, or require `has({split.Key})` in `when`");
            }
        }
    }
}
