using System.Collections.Immutable;
using System.Globalization;
using RulesRouter.Policies;

namespace RulesRouter.Evaluation.Endpoints;

/// <summary>An endpoint's value for a constraint. Unknown if all members are null.</summary>
internal readonly record struct FactReading(double? Number = null, bool? Flag = null, ImmutableSortedSet<string>? Names = null)
{
    /// <summary>An unknown fact satisfies no constraint.</summary>
    public bool Satisfies(ConstraintDefinition definition, ConstraintValue wanted) => (definition.Kind, wanted) switch
    {
        (ConstraintKind.UpperBound, ConstraintValue.Number most) => Number <= most.Value,
        (ConstraintKind.LowerBound, ConstraintValue.Number least) => Number >= least.Value,
        (ConstraintKind.MustHaveAll, ConstraintValue.Names all) => Names is { } has && all.Values.IsSubsetOf(has),
        (ConstraintKind.AllowedSet, ConstraintValue.Names allowed) => Names is { IsEmpty: false } has
            && has.All(name => definition.TakesPatterns ? PatternSet.Lists(allowed.Values).TrueForAll(list => MatchesAny(list, name)) : allowed.Values.Contains(name)),
        (ConstraintKind.ForbiddenSet, ConstraintValue.Names forbidden) => Names is { } has && !has.Any(name => MatchesAny(forbidden.Values, name)),
        (ConstraintKind.Permission, ConstraintValue.Boolean permitted) => permitted.Value || Flag == false,
        (ConstraintKind.Requirement, ConstraintValue.Boolean required) => !required.Value || Flag == true,
        _ => throw new InvalidOperationException($"{definition.Name} cannot be {wanted}"),
    };

    /// <summary>Adds another name of the same thing: an alias is forbidden with its target.</summary>
    public FactReading With(string? name) => name is null ? this : this with { Names = Names!.Add(name) };

    public override string ToString() => this switch
    {
        { Number: { } number } => number.ToString("0.######", CultureInfo.InvariantCulture),
        { Flag: { } flag } => flag ? "true" : "false",
        { Names: { Count: 1 } names } => names[0],
        { Names: { } names } => $"[{string.Join(", ", names)}]",
        _ => "unknown",
    };

    private static bool MatchesAny(ImmutableSortedSet<string> patterns, string name) =>
        patterns.Any(pattern => new Catalog.EndpointPattern(pattern).Matches(name));
}
