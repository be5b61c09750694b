using System.Collections.Immutable;
using RulesRouter.Evaluation.Endpoints;
using RulesRouter.Policies;

namespace RulesRouter.Evaluation.Tests.Endpoints;

/// <summary>One fact of an endpoint against one constraint, kind by kind.</summary>
public sealed class FactReadingTests
{
    private static FactReading Unknown => default;

    [Theory]
    [InlineData(1.9, true, false)]
    [InlineData(2, true, true)]
    [InlineData(2.1, false, true)]
    public void A_bound_is_met_up_to_and_including_it(double fact, bool most, bool least)
    {
        Assert.Equal(most, new FactReading(Number: fact).Satisfies(Constraints.OutputPrice, new ConstraintValue.Number(2)));
        Assert.Equal(least, new FactReading(Number: fact).Satisfies(Constraints.Quality, new ConstraintValue.Number(2)));
    }

    [Theory]
    [InlineData("iso soc2", true)]
    [InlineData("soc2", true)]
    [InlineData("iso", false)]
    [InlineData("", false)]
    public void All_that_is_demanded_is_there(string facts, bool holds) => Assert.Equal(holds, Names(facts).Satisfies(Constraints.Certifications, Wanted("soc2")));

    [Theory]
    [InlineData("eu", true)]
    [InlineData("eu uk", true)]
    [InlineData("eu us", false)]
    [InlineData("", false)]
    public void Everything_there_is_among_what_is_allowed_and_nothing_is_no_place(string facts, bool holds) => Assert.Equal(holds, Names(facts).Satisfies(Constraints.ProcessingRegions, Wanted("eu", "uk")));

    [Theory]
    [InlineData("alpha", true)]
    [InlineData("beta", true)]
    [InlineData("gamma", false)]
    public void A_wildcard_allows_what_it_matches_and_lists_of_several_rules_must_all_allow(string provider, bool ofOne)
    {
        var one = new ConstraintValue.Names(ImmutableSortedSet.Create(StringComparer.Ordinal, "alpha", "b*"));
        var both = ConstraintValue.Combine(Constraints.AllowedProviders, one, Wanted("b*", "gamma"));

        Assert.Equal(ofOne, Names(provider).Satisfies(Constraints.AllowedProviders, one));
        Assert.Equal(provider == "beta", Names(provider).Satisfies(Constraints.AllowedProviders, both));
    }

    [Theory]
    [InlineData("a/x", false)]
    [InlineData("b/x", true)]
    [InlineData("b/x a/x", false)]
    public void Nothing_there_is_among_what_is_forbidden(string facts, bool holds) => Assert.Equal(holds, Names(facts).Satisfies(Constraints.ForbiddenEndpoints, Wanted("a/*")));

    [Theory]
    [InlineData(null, false, false)]
    [InlineData(false, true, false)]
    [InlineData(true, false, true)]
    public void A_permission_that_is_refused_wants_no_and_a_requirement_yes(bool? fact, bool refused, bool required)
    {
        Assert.Equal(refused, new FactReading(Flag: fact).Satisfies(Constraints.TrainsOnData, new ConstraintValue.Boolean(false)));
        Assert.Equal(required, new FactReading(Flag: fact).Satisfies(Constraints.ZeroDataRetention, new ConstraintValue.Boolean(true)));
        Assert.True(new FactReading(Flag: fact).Satisfies(Constraints.TrainsOnData, new ConstraintValue.Boolean(true)));
        Assert.True(new FactReading(Flag: fact).Satisfies(Constraints.ZeroDataRetention, new ConstraintValue.Boolean(false)));
    }

    [Fact]
    public void An_unknown_fact_satisfies_nothing()
    {
        Assert.False(Unknown.Satisfies(Constraints.OutputPrice, new ConstraintValue.Number(2)));
        Assert.False(Unknown.Satisfies(Constraints.Quality, new ConstraintValue.Number(0)));
        Assert.False(Unknown.Satisfies(Constraints.Certifications, Wanted()));
        Assert.False(Unknown.Satisfies(Constraints.ProcessingRegions, Wanted("eu")));
        Assert.False(Unknown.Satisfies(Constraints.AllowedProviders, Wanted("*")));
        Assert.False(Unknown.Satisfies(Constraints.ForbiddenEndpoints, Wanted("a/*")));
    }

    [Fact]
    public void An_alias_is_known_by_what_it_stands_for_too()
    {
        Assert.Equal("[latest, m-1]", Names("latest").With("m-1").ToString());
        Assert.Equal("latest", Names("latest").With(null).ToString());
    }

    [Fact]
    public void A_fact_is_told_in_words() => Assert.Equal(
        ["unknown", "0.123457", "true", "false", "eu", "[eu, us]", "[]"],
        new[] { Unknown, new(Number: 0.1234567), new(Flag: true), new(Flag: false), Names("eu"), Names("us eu"), Names("") }.Select(fact => fact.ToString()));

    private static FactReading Names(string names) => new(Names: names.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToImmutableSortedSet(StringComparer.Ordinal));

    private static ConstraintValue.Names Wanted(params string[] names) => new(names.ToImmutableSortedSet(StringComparer.Ordinal));
}
