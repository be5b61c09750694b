using System.Collections.Immutable;
using System.Diagnostics;
using RulesRouter.Constraints;
using RulesRouter.Language.Yaml;
using RulesRouter.Policies;
using RulesRouter.Source;

namespace RulesRouter.Language.Binding;

/// <summary>A <c>constrain:</c> block → rows of the constraint table.</summary>
internal static class ConstraintBinder
{
    public static IEnumerable<ConstraintClause> Bind(YamlMapping node)
    {
        foreach (var definition in ConstraintTable.All.Where(definition => definition is not QualityOrPrior))
        {
            var (value, span) = Find(node, definition);
            if (definition.IsNumeric
                && value is YamlMapping { Entries: [{ Key.Text: "param", Value: YamlScalar { Value: string parameter } named }] })
            {
                yield return new ConstraintClause(Meant(definition, node), new ConstraintValue.Number(double.NaN), named.Span)
                {
                    Parameter = parameter,
                };
            }
            else if (value is not null && Value(definition, value) is { } bound)
            {
                yield return new ConstraintClause(Meant(definition, node), bound, span);
            }
        }
    }

    /// <summary><c>quality: { min, priorSuffices: true }</c> is a constraint of its own.</summary>
    private static ConstraintDefinition Meant(ConstraintDefinition definition, YamlMapping node) =>
        definition is Quality && node.Mapping("quality")?.Boolean("priorSuffices") == true
            ? ConstraintTable.Of<QualityOrPrior>()
            : definition;

    private static (YamlNode? Value, SourceSpan Span) Find(YamlMapping node, ConstraintDefinition definition)
    {
        var span = default(SourceSpan);
        YamlNode? current = node;
        foreach (var key in $"{definition.Key}.{definition.Facet}".TrimEnd('.').Split('.'))
        {
            var entry = (current as YamlMapping)?.Entries.FirstOrDefault(candidate => candidate.Key.Text == key);
            (current, span) = (entry?.Value, entry?.Key.Span ?? span);
        }

        return (current, span);
    }

    private static ConstraintValue? Value(ConstraintDefinition definition, YamlNode node) => node switch
    {
        YamlScalar { Value: double number } when definition.IsNumeric => new ConstraintValue.Number(number),
        YamlScalar { Value: bool flag } when definition.IsBoolean => new ConstraintValue.Boolean(flag),
        YamlSequence list when !definition.IsNumeric && !definition.IsBoolean =>
            new ConstraintValue.Names(
                list.Items.OfType<YamlScalar>().Select(item => item.Text).ToImmutableSortedSet(StringComparer.Ordinal)),
        YamlScalar or YamlSequence or YamlMapping => null,
        _ => throw new UnreachableException(),
    };
}
