using System.Collections.Immutable;
using RulesRouter.Diagnostics;

namespace RulesRouter.Evaluation.Compiling.Checks;

/// <summary>
/// First match must be unambiguous (semantics 3): rules of equal priority that may both match and select differently are errors;
/// unreachable selections are warnings.
/// </summary>
internal static class SelectionCheck
{
    public static void Run(ImmutableArray<CompiledRule> rules, DiagnosticBag diagnostics)
    {
        var impossible = rules.Where(rule => !rule.Rule.IsDefault && Contradictions.IsImpossible(rule.Condition))
            .ToHashSet<CompiledRule>(ReferenceEqualityComparer.Instance);

        // An unknown condition counts as matched for constraints, obligations and denials, so that only the selection is impossible there.
        foreach (var rule in rules.Where(rule => impossible.Contains(rule) && rule.Rule.OnlySelects))
        {
            diagnostics.Add(
                ExpressionDiagnostics.NeverMatches,
                rule.Rule.When!.Span,
                $"`{rule.Rule.Id}` can never match",
                "its conditions contradict each other");
        }

        foreach (var layer in rules.Where(rule => rule.Rule.Selection is not null && !rule.Rule.IsDefault).GroupBy(rule => rule.LayerIndex))
        {
            CheckPairs([.. layer.Where(rule => !impossible.Contains(rule))], diagnostics);
        }
    }

    /// <param name="rules">Rules that can match.</param>
    private static void CheckPairs(ImmutableArray<CompiledRule> rules, DiagnosticBag diagnostics)
    {
        foreach (var (first, second) in OverlapPairs.Of(rules))
        {
            CheckPair(first, second, diagnostics);
        }
    }

    private static void CheckPair(CompiledRule first, CompiledRule second, DiagnosticBag diagnostics)
    {
        if (first.Rule.Priority == second.Rule.Priority
            && !first.Rule.Selection!.SelectsLike(second.Rule.Selection!)
            && !Contradictions.AreDisjointWherePossible(first.Condition, second.Condition))
        {
            diagnostics.Add(
                ExpressionDiagnostics.EqualPriority,
                second.Rule.Span,
                $"`{first.Rule.Id}` and `{second.Rule.Id}` have priority {second.Rule.Priority}, may both match, and select differently",
                "give one of them a higher `priority`, or conditions that exclude each other");
        }

        var (higher, lower) = first.Rule.Priority > second.Rule.Priority ? (first, second) : (second, first);
        if (higher.Rule.Priority > lower.Rule.Priority && Implication.HoldsWherePossible(lower.Condition, higher.Condition))
        {
            diagnostics.Add(
                ExpressionDiagnostics.Shadowed,
                lower.Rule.Span,
                $"`{lower.Rule.Id}` never selects: whenever it matches, `{higher.Rule.Id}` also matches with priority {higher.Rule.Priority}",
                $"give it a `priority` above {higher.Rule.Priority}, or narrow the condition of `{higher.Rule.Id}`");
        }
    }
}
