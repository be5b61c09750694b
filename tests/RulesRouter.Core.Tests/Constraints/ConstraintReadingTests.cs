using System.Collections.Immutable;
using RulesRouter.Constraints;
using RulesRouter.Policies;

namespace RulesRouter.Core.Tests.Constraints;

/// <summary>One fact of an endpoint against one constraint, kind by kind.</summary>
public sealed class ConstraintReadingTests
{
    private static ConstraintReading Unknown => default;

    [Theory]
    [InlineData(1.9, true, false)]
    [InlineData(2, true, true)]
    [InlineData(2.1, false, true)]
    public void A_bound_is_met_up_to_and_including_it(double fact, bool most, bool least)
    {
        Assert.Equal(most, new ConstraintReading(Number: fact).Satisfies(ConstraintTable.Of<OutputPrice>(), new ConstraintValue.Number(2)));
        Assert.Equal(least, new ConstraintReading(Number: fact).Satisfies(ConstraintTable.Of<Quality>(), new ConstraintValue.Number(2)));
    }

    [Theory]
    [InlineData("iso soc2", true)]
    [InlineData("soc2", true)]
    [InlineData("iso", false)]
    [InlineData("", false)]
    public void Every_required_name_is_present(string facts, bool holds) =>
        Assert.Equal(holds, Names(facts).Satisfies(ConstraintTable.Of<Certifications>(), Wanted("soc2")));

    [Theory]
    [InlineData("eu", true)]
    [InlineData("eu uk", true)]
    [InlineData("eu us", false)]
    [InlineData("", false)]
    public void Everything_there_is_among_what_is_allowed_and_nothing_is_no_place(string facts, bool holds) =>
        Assert.Equal(holds, Names(facts).Satisfies(ConstraintTable.Of<ProcessingRegions>(), Wanted("eu", "uk")));

    [Theory]
    [InlineData("alpha", true)]
    [InlineData("beta", true)]
    [InlineData("gamma", false)]
    public void A_wildcard_allows_what_it_matches_and_lists_of_several_rules_must_all_allow(string provider, bool ofOne)
    {
        var one = new ConstraintValue.Names(ImmutableSortedSet.Create(StringComparer.Ordinal, "alpha", "b*"));
        var both = ConstraintValue.Combine(ConstraintTable.Of<AllowedProviders>(), one, Wanted("b*", "gamma"));

        Assert.Equal(ofOne, Names(provider).Satisfies(ConstraintTable.Of<AllowedProviders>(), one));
        Assert.Equal(provider == "beta", Names(provider).Satisfies(ConstraintTable.Of<AllowedProviders>(), both));
    }

    [Theory]
    [InlineData("a/x", false)]
    [InlineData("b/x", true)]
    [InlineData("b/x a/x", false)]
    public void Nothing_there_is_among_what_is_forbidden(string facts, bool holds) =>
        Assert.Equal(holds, Names(facts).Satisfies(ConstraintTable.Of<ForbiddenEndpoints>(), Wanted("a/*")));

    [Theory]
    [InlineData(null, false, false)]
    [InlineData(false, true, false)]
    [InlineData(true, false, true)]
    public void A_permission_that_is_refused_wants_no_and_a_requirement_yes(bool? fact, bool refused, bool required)
    {
        Assert.Equal(
            refused,
            new ConstraintReading(Boolean: fact).Satisfies(ConstraintTable.Of<TrainsOnData>(), new ConstraintValue.Boolean(false)));
        Assert.Equal(
            required,
            new ConstraintReading(Boolean: fact).Satisfies(ConstraintTable.Of<ZeroDataRetention>(), new ConstraintValue.Boolean(true)));
        Assert.True(new ConstraintReading(Boolean: fact).Satisfies(ConstraintTable.Of<TrainsOnData>(), new ConstraintValue.Boolean(true)));
        Assert.True(
            new ConstraintReading(Boolean: fact).Satisfies(ConstraintTable.Of<ZeroDataRetention>(), new ConstraintValue.Boolean(false)));
    }

    [Fact]
    public void An_unknown_fact_satisfies_nothing()
    {
        Assert.False(Unknown.Satisfies(ConstraintTable.Of<OutputPrice>(), new ConstraintValue.Number(2)));
        Assert.False(Unknown.Satisfies(ConstraintTable.Of<Quality>(), new ConstraintValue.Number(0)));
        Assert.False(Unknown.Satisfies(ConstraintTable.Of<Certifications>(), Wanted()));
        Assert.False(Unknown.Satisfies(ConstraintTable.Of<ProcessingRegions>(), Wanted("eu")));
        Assert.False(Unknown.Satisfies(ConstraintTable.Of<AllowedProviders>(), Wanted("*")));
        Assert.False(Unknown.Satisfies(ConstraintTable.Of<ForbiddenEndpoints>(), Wanted("a/*")));
    }

    [Fact]
    public void A_reading_is_printed() => Assert.Equal(
        ["unknown", "0.123457", "true", "false", "eu", "[eu, us]", "[]"],
        new[] { Unknown, new(Number: 0.1234567), new(Boolean: true), new(Boolean: false), Names("eu"), Names("us eu"), Names("") }.Select(
            fact => fact.ToString()));

    private static ConstraintReading Names(string names) =>
        new(Names: names.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToImmutableSortedSet(StringComparer.Ordinal));

    private static ConstraintValue.Names Wanted(params string[] names) => new(names.ToImmutableSortedSet(StringComparer.Ordinal));
}
