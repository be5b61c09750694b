using System.Diagnostics;
using RulesRouter.Constraints;
using RulesRouter.Language.Yaml;
using RulesRouter.Obligations;

namespace RulesRouter.Verification.Suites;

/// <summary>The expected value of a constraint or obligation, formatted as decisions print it.</summary>
internal static class ValueFormat
{
    public static string Of(YamlNode node) => node switch
    {
        YamlScalar { Value: double number } => new ConstraintValue.Number(number).ToString(),
        YamlScalar scalar => scalar.Text,
        YamlSequence list =>
            $"[{string.Join(", ", list.Items.OfType<YamlScalar>().Select(item => item.Text).Order(StringComparer.Ordinal))}]",
        YamlMapping => node.Kind,
        _ => throw new UnreachableException(),
    };

    /// <summary>A level is written without brackets.</summary>
    public static string Of(ObligationDefinition definition, ConstraintValue value) =>
        definition.Kind == ObligationKind.HigherWins && value is ConstraintValue.Names names ? names.Values[0] : value.ToString()!;
}
