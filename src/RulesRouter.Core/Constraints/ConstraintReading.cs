using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using RulesRouter.Catalog;
using RulesRouter.Requests;

namespace RulesRouter.Constraints;

/// <summary>An endpoint's side of a constraint. All members null: unknown, which satisfies nothing.</summary>
/// <param name="Spellings">Other names of what <paramref name="Names"/> names; patterns match them too.</param>
internal readonly record struct ConstraintReading(
    double? Number = null,
    bool? Boolean = null,
    ImmutableSortedSet<string>? Names = null,
    ImmutableSortedSet<string>? Spellings = null)
{
    public bool IsKnown => Number is not null || Boolean is not null || Names is not null;

    /// <summary>One name; unknown where it is null.</summary>
    public static ConstraintReading Of(string? name) =>
        name is null ? default : new(Names: ImmutableSortedSet.Create(StringComparer.Ordinal, name));

    /// <summary>The id of a model, and its other spellings.</summary>
    public static ConstraintReading Of(Model model) => Of(model.Id) with { Spellings = model.Spellings };

    public bool Satisfies(ConstraintDefinition definition, ConstraintValue wanted) => (definition.Kind, wanted) switch
    {
        (ConstraintKind.UpperBound, ConstraintValue.Number max) => Number <= max.Value,
        (ConstraintKind.LowerBound, ConstraintValue.Number min) => Number >= min.Value,
        (ConstraintKind.MustHaveAll, ConstraintValue.Names all) => Names is { } has && all.Values.IsSubsetOf(has),
        (ConstraintKind.AllowedSet, ConstraintValue.Names allowed) => Names is { IsEmpty: false } && AreAllowed(definition, allowed.Values),
        (ConstraintKind.ForbiddenSet, ConstraintValue.Names forbidden) => Names is { } has
            && !has.Any(name => MatchesAny(forbidden.Values, name))
            && !MatchesAnySpelling(forbidden.Values),
        (ConstraintKind.Permission, ConstraintValue.Boolean permitted) => permitted.Value || Boolean == false,
        (ConstraintKind.Requirement, ConstraintValue.Boolean required) => !required.Value || Boolean == true,
        _ => throw new UnreachableException($"{definition.Name} cannot be {wanted}"),
    };

    public FactValue ToFactValue() =>
        Number is not null ? FactValue.Of(Number)
        : Boolean is not null ? FactValue.Of(Boolean)
        : FactValue.Of(Names);

    public override string ToString() =>
        Number is { } number ? number.ToString("0.######", CultureInfo.InvariantCulture)
        : Boolean is { } boolean ? (boolean ? "true" : "false")
        : Names is { } names ? (names.Count == 1 ? names[0] : $"[{string.Join(", ", names)}]")
        : "unknown";

    private bool AreAllowed(ConstraintDefinition definition, ImmutableSortedSet<string> allowed)
    {
        foreach (var name in Names!)
        {
            if (!(definition.TakesPatterns ? MatchesEvery(PatternSet.Lists(allowed), name) : allowed.Contains(name)))
            {
                return false;
            }
        }

        return true;
    }

    private bool MatchesEvery(List<ImmutableSortedSet<string>> lists, string name)
    {
        foreach (var list in lists)
        {
            if (!MatchesAny(list, name) && !MatchesAnySpelling(list))
            {
                return false;
            }
        }

        return true;
    }

    private bool MatchesAnySpelling(ImmutableSortedSet<string> patterns)
    {
        foreach (var spelling in Spellings ?? [])
        {
            if (MatchesAny(patterns, spelling))
            {
                return true;
            }
        }

        return false;
    }

    private static bool MatchesAny(ImmutableSortedSet<string> patterns, string name) =>
        patterns.Any(pattern => new EndpointPattern(pattern).Matches(name));
}
