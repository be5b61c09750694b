using System.Collections.Immutable;
using RulesRouter.Diagnostics;
using RulesRouter.Evaluation.Compiling.Expressions;
using RulesRouter.Policies;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Compiling.Checks;

/// <summary>
/// The classifier never decides compliance (semantics 7): no derived fact in the condition of a compliance constraint, a deny or an
/// obligation.
/// </summary>
internal static class DerivedComplianceCheck
{
    public static void Run(ImmutableArray<CompiledRule> rules, FactSchema schema, DiagnosticBag diagnostics)
    {
        foreach (var rule in rules.Where(rule => !rule.Rule.AllowDerived))
        {
            var protects = rule.Rule.Denies ? "denies"
                : rule.Rule.Constraints.FirstOrDefault(
                    clause => clause.Definition.IsCompliance) is { } clause ? $"constrains `{clause.Definition.Name}`"
                : rule.Rule.Obligations.FirstOrDefault() is { } obligation ? $"obliges `{obligation.Definition.Name}`"
                : null;
            var derived = ConditionFacts.Of(rule.Condition)
                .Select(slot => schema[slot])
                .FirstOrDefault(fact => fact.MayBeDerived || fact.Provenance == Provenance.Derived);
            if (protects is not null && derived is not null)
            {
                diagnostics.Add(
                    ExpressionDiagnostics.DerivedCompliance,
                    SpanOf(rule.Rule, derived.Name),
                    $"`{derived.Name}` may come from the classifier, and this rule {protects}",
                    "use a fact that the caller or the key sets, or write `allowDerived: true` to accept a derived one");
            }
        }
    }

    private static Source.SourceSpan SpanOf(Rule rule, string fact)
    {
        var at = rule.When!.Text.IndexOf(fact, StringComparison.Ordinal);
        return at < 0 ? rule.When.Span : rule.When.SpanOf(at, fact.Length);
    }
}
