using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using RulesRouter.Catalog;
using RulesRouter.Constraints;

namespace RulesRouter.Core.Tests.Policies;

/// <summary>
/// Two values of a constraint combine to the stricter one, in whatever order and however often (design, the constraint table).
/// </summary>
public sealed class CombiningLaws
{
    private const int Draws = 300;

    private static readonly string[] Patterns = ["*", "a/*", "*/x", "a/x", "b/*", "*a*"];
    private static readonly string[] Ids = ["a/x", "a/y", "b/x", "b/y", "ab/z"];

    public static Gen<(ConstraintDefinition Row, ConstraintValue A, ConstraintValue B, ConstraintValue C)> Triples =>
        from row in Gen.Elements(ConstraintTable.All.ToArray())
        from a in Value(row)
        from b in Value(row)
        from c in Value(row)
        select (row, a, b, c);

    [Property(MaxTest = Draws)]
    public Property Combining_is_commutative() => Prop.ForAll(Triples.ToArbitrary(), drawn =>
        Assert.Equal(ConstraintValue.Combine(drawn.Row, drawn.A, drawn.B), ConstraintValue.Combine(drawn.Row, drawn.B, drawn.A)));

    [Property(MaxTest = Draws)]
    public Property Combining_is_associative() => Prop.ForAll(Triples.ToArbitrary(), drawn => Assert.Equal(
        ConstraintValue.Combine(drawn.Row, ConstraintValue.Combine(drawn.Row, drawn.A, drawn.B), drawn.C),
        ConstraintValue.Combine(drawn.Row, drawn.A, ConstraintValue.Combine(drawn.Row, drawn.B, drawn.C))));

    [Property(MaxTest = Draws)]
    public Property Combining_a_value_with_itself_admits_what_it_admits() => Prop.ForAll(Triples.ToArbitrary(), drawn =>
        Assert.All(
            Facts(drawn.Row),
            fact => Assert.Equal(
                Admits(drawn.Row, drawn.A, fact),
                Admits(drawn.Row, ConstraintValue.Combine(drawn.Row, drawn.A, drawn.A), fact))));

    [Property(MaxTest = Draws)]
    public Property Two_together_admit_exactly_what_each_alone_admits() => Prop.ForAll(Triples.ToArbitrary(), drawn =>
    {
        var both = ConstraintValue.Combine(drawn.Row, drawn.A, drawn.B);

        Assert.All(
            Facts(drawn.Row),
            fact => Assert.Equal(Admits(drawn.Row, drawn.A, fact) && Admits(drawn.Row, drawn.B, fact), Admits(drawn.Row, both, fact)));
    });

    private static Gen<ConstraintValue> Value(ConstraintDefinition row) =>
        row.IsNumeric ? Gen.Elements(0.0, 1, 2.5, 100).Select(number => (ConstraintValue)new ConstraintValue.Number(number))
        : row.IsBoolean ? Gen.Elements(true, false).Select(flag => (ConstraintValue)new ConstraintValue.Boolean(flag))
        : Gen.SubListOf(row.TakesPatterns ? Patterns : ["a", "b", "c"])
            .Select(names => (ConstraintValue)new ConstraintValue.Names(names.ToImmutableSortedSet(StringComparer.Ordinal)));

    /// <summary>Facts of endpoints: enough of each kind to distinguish any two generated values.</summary>
    private static IEnumerable<object> Facts(ConstraintDefinition row) =>
        row.IsNumeric ? [0.0, 0.5, 1.0, 2.0, 2.5, 50.0, 100.0, 101.0]
        : row.IsBoolean ? [true, false]
        : row.TakesPatterns ? Ids.Select(id => (object)new[] { id })
        : [Array.Empty<string>(), new[] { "a" }, new[] { "b" }, new[] { "a", "b" }, new[] { "a", "b", "c" }];

    /// <summary>What each kind of constraint means, written apart from the code that decides.</summary>
    private static bool Admits(ConstraintDefinition row, ConstraintValue value, object fact) => (row.Kind, value, fact) switch
    {
        (ConstraintKind.UpperBound, ConstraintValue.Number most, double number) => number <= most.Value,
        (ConstraintKind.LowerBound, ConstraintValue.Number least, double number) => number >= least.Value,
        (ConstraintKind.MustHaveAll, ConstraintValue.Names all, string[] has) => all.Values.All(has.Contains),
        (ConstraintKind.AllowedSet, ConstraintValue.Names allowed, string[] names) => names.All(
            name => row.TakesPatterns
                ? PatternSet.Lists(allowed.Values).All(list => list.Any(pattern => Matches(pattern, name)))
                : allowed.Values.Contains(name)),
        (
            ConstraintKind.ForbiddenSet,
            ConstraintValue.Names forbidden,
            string[] names) => !names.Any(name => forbidden.Values.Any(member => Matches(member, name))),
        (ConstraintKind.Permission, ConstraintValue.Boolean permitted, bool does) => permitted.Value || !does,
        (ConstraintKind.Requirement, ConstraintValue.Boolean required, bool does) => !required.Value || does,
        _ => throw new InvalidOperationException($"{row.Name} {value} {fact}"),
    };

    private static bool Matches(string pattern, string name) => new EndpointPattern(pattern).Matches(name);
}
