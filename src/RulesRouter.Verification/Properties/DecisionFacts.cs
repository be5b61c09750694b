using System.Collections.Immutable;
using System.Diagnostics;
using RulesRouter.Constraints;
using RulesRouter.Decisions;
using RulesRouter.Names;
using RulesRouter.Obligations;
using RulesRouter.Requests;
using RulesRouter.Wire.Decisions;

namespace RulesRouter.Verification.Properties;

/// <summary>
/// The facts of a decision that properties may read: outcome, denial, chain length, and each constraint and obligation in force.
/// </summary>
internal static class DecisionFacts
{
    public const string Outcome = "outcome";
    public const string Denial = "denial";
    public const string SelectedBy = "selectedBy";
    public const string Hops = "hops";

    public static ImmutableArray<FactDefinition> All { get; } =
    [
        Fact(Outcome, FactType.Enum, "routed or denied", "routed", "denied"),
        Fact(Denial, FactType.Enum, "denial code; unknown for a routed request", [.. EnumNames<DenialCode>.All]),
        Fact(SelectedBy, FactType.String, "policy/rule that selects"),
        Fact(Hops, FactType.Number, "length of the chain; 0 for a denial"),
        .. ConstraintTable.All.Select(definition => Fact(NameOf(definition), TypeOf(definition), $"{definition.Name} in force: {definition.Description}")),
        .. ObligationTable.All.Select(
            definition => Fact(NameOf(definition), TypeOf(definition), definition.Description, [.. definition.Levels])),
    ];

    /// <summary>
    /// <c>constrained.dataRetentionDays</c>, <c>constrained.providersForbid</c>: the last part of the key, with `Allow` or `Forbid`.
    /// </summary>
    public static string NameOf(ConstraintDefinition definition) =>
        $"constrained.{definition.Key.Split('.')[^1]}{definition.Facet switch { "allow" => "Allow", "forbid" => "Forbid", "minOrPrior" => "OrPrior", _ => "" }}";

    public static string NameOf(ObligationDefinition definition) => $"obliged.{definition.Identifier}";

    /// <summary>The facts of one decision by name.</summary>
    public static IEnumerable<(string Name, FactValue Value)> Of(Decision decision)
    {
        yield return (Outcome, FactValue.Of(DecisionWriter.OutcomeOf(decision)));
        yield return (Denial, FactValue.Of(decision is Denied denial ? EnumNames<DenialCode>.NameOf(denial.Code) : null));
        yield return (
            SelectedBy,
            FactValue.Of(
                decision.Explanation.Trace?.Rules.FirstOrDefault(
                    rule => rule.Effects.Any(effect => effect.StartsWith("selects by", StringComparison.Ordinal)))?.Id));
        yield return (Hops, FactValue.Of((double)decision.Chain.Length));
        foreach (var row in decision.Constraints.Rows)
        {
            yield return (NameOf(row.Definition), Of(row.Value, isLevel: false));
        }

        foreach (var row in decision.Obligations.Rows)
        {
            yield return (NameOf(row.Definition), Of(row.Value, row.Definition.Kind == ObligationKind.HigherWins));
        }
    }

    private static FactValue Of(ConstraintValue value, bool isLevel) => value switch
    {
        ConstraintValue.Number number => FactValue.Of(number.Value),
        ConstraintValue.Boolean flag => FactValue.Of(flag.Value),
        ConstraintValue.Names names => isLevel ? FactValue.Of(names.Values[0]) : FactValue.Of(names.Values),
        _ => throw new UnreachableException(),
    };

    private static FactType TypeOf(ConstraintDefinition definition) =>
        definition.IsNumeric ? FactType.Number : definition.IsBoolean ? FactType.Boolean : FactType.Set;

    private static FactType TypeOf(ObligationDefinition definition) => definition.Kind switch
    {
        ObligationKind.Union => FactType.Set,
        ObligationKind.HigherWins => FactType.Enum,
        ObligationKind.LowerWins => FactType.Number,
        ObligationKind.TrueWins or ObligationKind.FalseWins => FactType.Boolean,
    };

    private static FactDefinition Fact(string name, FactType type, string description, params string[] values) =>
        new(name, type, [.. values], Provenance.Service, description) { IsAttribute = true };
}
