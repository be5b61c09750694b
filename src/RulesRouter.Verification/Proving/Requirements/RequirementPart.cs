using RulesRouter.Constraints;
using RulesRouter.Obligations;
using RulesRouter.Policies;

namespace RulesRouter.Verification.Proving.Requirements;

/// <summary>
/// The smallest part of a constraint or an obligation: one bound, one name, one exclusion. A value of the same definition implies it or
/// does not.
/// </summary>
internal sealed record RequirementPart(string Name, Func<ConstraintValue, bool> IsImpliedBy)
{
    private const string AnyOther = "\0";

    /// <summary>Values together imply a value if each of its parts is implied by one of them.</summary>
    /// <param name="all">Every value of the definition in use: names that occur in none of them are interchangeable.</param>
    public static IEnumerable<RequirementPart> Of(
        ConstraintDefinition definition,
        ConstraintValue value,
        IEnumerable<ConstraintValue> all) => (definition.Kind, value) switch
        {
            (ConstraintKind.MustHaveAll, ConstraintValue.Names names) => Each(definition, names),
            (ConstraintKind.ForbiddenSet, ConstraintValue.Names names) => Each(definition, names),
            (ConstraintKind.AllowedSet, ConstraintValue.Names names) when !definition.TakesPatterns =>
                all.OfType<ConstraintValue.Names>().SelectMany(other => other.Values).Append(AnyOther).Distinct(StringComparer.Ordinal)
                    .Where(name => !names.Values.Contains(name))
                    .Select(name => new RequirementPart(definition.Name, other => !((ConstraintValue.Names)other).Values.Contains(name))),
            (ConstraintKind.Permission, ConstraintValue.Boolean { Value: true }) or (
                ConstraintKind.Requirement,
                ConstraintValue.Boolean { Value: false }) => [],
            (ConstraintKind.UpperBound or ConstraintKind.LowerBound or ConstraintKind.MustHaveAll or ConstraintKind.AllowedSet
                or ConstraintKind.ForbiddenSet or ConstraintKind.Permission or ConstraintKind.Requirement, _) =>
                [new RequirementPart(definition.Name, other => Strictness.Implies(definition, other, value))],
        };

    public static IEnumerable<RequirementPart> Of(ObligationDefinition definition, ConstraintValue value) => (definition.Kind, value) switch
    {
        (ObligationKind.Union, ConstraintValue.Names names) =>
            names.Values.Select(
                name => new RequirementPart(definition.Name, other => ((ConstraintValue.Names)other).Values.Contains(name))),
        (
            ObligationKind.TrueWins,
            ConstraintValue.Boolean { Value: false }) or (ObligationKind.FalseWins, ConstraintValue.Boolean { Value: true }) => [],
        (ObligationKind.HigherWins, ConstraintValue.Names names) when definition.Levels.IndexOf(names.Values[0]) <= 0 => [],
        (ObligationKind.Union or ObligationKind.TrueWins or ObligationKind.FalseWins or ObligationKind.HigherWins
            or ObligationKind.LowerWins, _) =>
            [new RequirementPart(definition.Name, other => definition.Combine(other, value).Equals(other))],
    };

    private static IEnumerable<RequirementPart> Each(ConstraintDefinition definition, ConstraintValue.Names names) =>
        names.Values.Select(
            name => new RequirementPart(
                definition.Name,
                other => Strictness.Implies(definition, other, new ConstraintValue.Names([name]))));
}
