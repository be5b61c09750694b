using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using RulesRouter.Constraints;
using RulesRouter.Policies;

namespace RulesRouter.Core.Tests.Policies;

/// <summary>Two values of every row of the constraint table combine to the stricter, whatever the order.</summary>
[Properties(Arbitrary = [typeof(ConstraintValueProperties)])]
public sealed class ConstraintValueProperties
{
    private static readonly string[] Words = ["a", "b", "c", "a*", "*"];

    public sealed record Drawn(ConstraintDefinition Definition, ConstraintValue A, ConstraintValue B, ConstraintValue C);

    public static Arbitrary<Drawn> Rows() => Gen.Elements(ConstraintTable.All.AsEnumerable())
        .SelectMany(row => Values(row).Three().Select(drawn => new Drawn(row, drawn.Item1, drawn.Item2, drawn.Item3))).ToArbitrary();

    [Property]
    public bool Order_does_not_matter(Drawn drawn) =>
        ConstraintValue.Combine(drawn.Definition, drawn.A, drawn.B).Equals(ConstraintValue.Combine(drawn.Definition, drawn.B, drawn.A));

    [Property]
    public bool Grouping_does_not_matter(Drawn drawn) =>
        ConstraintValue.Combine(drawn.Definition, ConstraintValue.Combine(drawn.Definition, drawn.A, drawn.B), drawn.C)
            .Equals(ConstraintValue.Combine(drawn.Definition, drawn.A, ConstraintValue.Combine(drawn.Definition, drawn.B, drawn.C)));

    [Property]
    public bool A_value_with_itself_is_itself(Drawn drawn) => ConstraintValue.Combine(drawn.Definition, drawn.A, drawn.A).Equals(drawn.A);

    [Property]
    public bool What_two_combine_to_implies_each(Drawn drawn)
    {
        var both = ConstraintValue.Combine(drawn.Definition, drawn.A, drawn.B);
        return Strictness.Implies(drawn.Definition, both, drawn.A) && Strictness.Implies(drawn.Definition, both, drawn.B);
    }

    [Theory]
    [InlineData("dataRetentionDays.max", 3, 5, 3)]
    [InlineData("contextTokens.min", 3, 5, 5)]
    [InlineData("maxCostUsd", 0.5, 0.25, 0.25)]
    public void Of_two_bounds_the_stricter_counts(string name, double left, double right, double both) =>
        Assert.Equal(
            new ConstraintValue.Number(both),
            ConstraintValue.Combine(Row(name), new ConstraintValue.Number(left), new ConstraintValue.Number(right)));

    [Theory]
    [InlineData("trainsOnData", false)]
    [InlineData("zeroDataRetention", true)]
    public void Two_booleans_combine_to_the_stricter(string name, bool stricter) =>
        Assert.Equal(
            new ConstraintValue.Boolean(stricter),
            ConstraintValue.Combine(Row(name), new ConstraintValue.Boolean(true), new ConstraintValue.Boolean(false)));

    [Theory]
    [InlineData("certifications", "a,b", "b,c", "a,b,c")]
    [InlineData("providers.forbid", "a,b", "b,c", "a,b,c")]
    [InlineData("regions.allow", "a,b", "b,c", "b")]
    [InlineData("regions.allow", "a", "b", "")]
    [InlineData("providers.allow", "a,b", "b,c", "(a | b) & (b | c)")]
    [InlineData("providers.allow", "a", "a,b", "a")]
    public void Lists_combine_by_the_kind_of_their_constraint(string name, string left, string right, string both) =>
        Assert.Equal(Names(both), ConstraintValue.Combine(Row(name), Names(left), Names(right)));

    [Fact]
    public void Values_of_another_kind_do_not_combine() => Assert.Equal(
        "trainsOnData cannot combine 1 with true",
        Assert.Throws<System.Diagnostics.UnreachableException>(
            () => ConstraintValue.Combine(Row("trainsOnData"), new ConstraintValue.Number(1), new ConstraintValue.Boolean(true))).Message);

    [Fact]
    public void A_value_is_written_as_its_author_would()
    {
        Assert.Equal("0.1", new ConstraintValue.Number(0.1).ToString());
        Assert.Equal("false", new ConstraintValue.Boolean(false).ToString());
        Assert.Equal("[a, b]", Names("b,a").ToString());
    }

    [Fact]
    public void Lists_of_the_same_names_are_equal_and_others_are_not()
    {
        Assert.Equal(Names("a,b").GetHashCode(), Names("b,a").GetHashCode());
        Assert.NotEqual(Names("a"), Names("a,b"));
        Assert.False(Names("a").Equals(null));
    }

    private static Gen<ConstraintValue> Values(ConstraintDefinition row) => row switch
    {
        { IsNumeric: true } => Gen.Choose(0, 5).Select(number => (ConstraintValue)new ConstraintValue.Number(number / 2.0)),
        { IsBoolean: true } => Gen.Elements(true, false).Select(flag => (ConstraintValue)new ConstraintValue.Boolean(flag)),
        _ => Gen.SubListOf(Words).Select(words => (ConstraintValue)new ConstraintValue.Names([.. words])),
    };

    private static ConstraintDefinition Row(string name) => ConstraintTable.All.Single(row => row.Name == name);

    private static ConstraintValue.Names Names(string words) =>
        new(words.Split(',', StringSplitOptions.RemoveEmptyEntries).ToImmutableSortedSet(StringComparer.Ordinal));
}
