using RulesRouter.Policies;

namespace RulesRouter.Verification.Proving.Demands;

/// <summary>The least of what a constraint or an obligation asks: one bound, one name, one exclusion. A value of the same definition grants it or does not.</summary>
internal sealed record DemandPart(string Name, Func<ConstraintValue, bool> IsGrantedBy)
{
    private const string AnyOther = "\0";

    /// <summary>Values together grant all that one value asks if each part is granted by one of them.</summary>
    /// <param name="all">Every value that may have to grant: names in none of them are alike.</param>
    public static IEnumerable<DemandPart> Of(ConstraintDefinition definition, ConstraintValue value, IEnumerable<ConstraintValue> all) => (definition.Kind, value) switch
    {
        (ConstraintKind.MustHaveAll, ConstraintValue.Names names) => Each(definition, names),
        (ConstraintKind.ForbiddenSet, ConstraintValue.Names names) => Each(definition, names),
        (ConstraintKind.AllowedSet, ConstraintValue.Names names) when !definition.TakesPatterns =>
            all.OfType<ConstraintValue.Names>().SelectMany(other => other.Values).Append(AnyOther).Distinct(StringComparer.Ordinal)
                .Where(name => !names.Values.Contains(name))
                .Select(name => new DemandPart(definition.Name, other => !((ConstraintValue.Names)other).Values.Contains(name))),
        (ConstraintKind.Permission, ConstraintValue.Boolean { Value: true }) or (ConstraintKind.Requirement, ConstraintValue.Boolean { Value: false }) => [],
        _ => [new DemandPart(definition.Name, other => Strictness.Implies(definition, other, value))],
    };

    public static IEnumerable<DemandPart> Of(ObligationDefinition definition, ConstraintValue value) => (definition.Kind, value) switch
    {
        (ObligationKind.Union, ConstraintValue.Names names) =>
            names.Values.Select(name => new DemandPart(definition.Name, other => ((ConstraintValue.Names)other).Values.Contains(name))),
        (ObligationKind.TrueWins, ConstraintValue.Boolean { Value: false }) or (ObligationKind.FalseWins, ConstraintValue.Boolean { Value: true }) => [],
        (ObligationKind.HigherWins, ConstraintValue.Names names) when definition.Levels.IndexOf(names.Values[0]) <= 0 => [],
        _ => [new DemandPart(definition.Name, other => ObligationClause.Combine(definition, other, value).Equals(other))],
    };

    private static IEnumerable<DemandPart> Each(ConstraintDefinition definition, ConstraintValue.Names names) =>
        names.Values.Select(name => new DemandPart(definition.Name, other => Strictness.Implies(definition, other, new ConstraintValue.Names([name]))));
}
