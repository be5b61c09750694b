using RulesRouter.Diagnostics;
using RulesRouter.Language.Yaml;
using RulesRouter.Names;
using RulesRouter.Policies;
using RulesRouter.Source;

namespace RulesRouter.Language.Binding;

/// <summary>A rule's <c>enforce:</c> and <c>waivable:</c>, applied to the constraints that they name.</summary>
internal sealed class EnforcementBinder(YamlMapping rule, DiagnosticBag diagnostics)
{
    public IEnumerable<ConstraintClause> Apply(IEnumerable<ConstraintClause> clauses)
    {
        var all = clauses.ToList();
        var keys = rule.Mapping("constrain")!.Entries.Select(entry => entry.Key.Text).ToList();
        var levels = (rule.Mapping("enforce")?.Entries ?? [])
            .Where(entry => IsConstrained(entry.Key.Text, entry.Key.Span, "enforce", keys))
            .ToList();
        var waivable = rule.StringNodes("waivable")
            .Where(key => IsConstrained(key.Text, key.Span, "waivable", keys))
            .Select(key => key.Text)
            .ToHashSet(StringComparer.Ordinal);
        return all.Select(clause => clause with
        {
            Enforcement = levels.FirstOrDefault(entry => entry.Key.Text == KeyOf(clause)) is { Value: YamlScalar { Value: string level } }
                && EnumNames<Enforcement>.TryParse(level, out var enforcement)
                ? enforcement
                : Enforcement.Required,
            IsWaivable = waivable.Contains(KeyOf(clause)),
        });
    }

    private static string KeyOf(ConstraintClause clause) => clause.Definition.Key.Split('.')[0];

    private bool IsConstrained(string key, SourceSpan span, string under, List<string> keys)
    {
        if (keys.Contains(key))
        {
            return true;
        }

        diagnostics.Add(
            PolicyDiagnostics.BadConstraint,
            span,
            $"`{under}` names `{key}`, which this rule does not constrain",
            Suggestion.DidYouMean(
                key,
                keys,
                under == "enforce"
                    ? "`enforce` sets the level of this rule's own constraints; inherited constraints keep theirs"
                    : "only the rule that sets a constraint can declare it waivable"));
        return false;
    }
}
