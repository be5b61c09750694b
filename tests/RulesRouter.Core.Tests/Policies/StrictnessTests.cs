using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using RulesRouter.Catalog;
using RulesRouter.Constraints;
using RulesRouter.Policies;

namespace RulesRouter.Core.Tests.Policies;

public sealed class StrictnessTests
{
    private static readonly string[] Patterns = ["*", "a/*", "*/x", "a/x", "a/x*", "a/*y", "b/*", "a/*#eu", "a/*#*", "*x*y*"];
    private static readonly string[] Ids = ["a/x", "a/xy", "a/y", "b/x", "b/xy", "a/x#eu", "b/x#us", "c/xzy"];

    private static Gen<ConstraintValue> Names =>
        Gen.SubListOf(Patterns).Select(
            list => (ConstraintValue)new ConstraintValue.Names(list.ToImmutableSortedSet(StringComparer.Ordinal)));

    [Property]
    public Property An_allowed_set_that_implies_another_admits_nothing_that_the_other_does_not() =>
        Prop.ForAll(Names.ToArbitrary(), Names.ToArbitrary(), (value, than) =>
        !Strictness.Implies(ConstraintTable.Of<AllowedEndpoints>(), value, than)
            || Ids.All(id => !Matches(value, id) || Matches(than, id)));

    [Property]
    public Property A_forbidden_set_that_implies_another_forbids_all_that_the_other_does() =>
        Prop.ForAll(Names.ToArbitrary(), Names.ToArbitrary(), (value, than) =>
        !Strictness.Implies(ConstraintTable.Of<ForbiddenEndpoints>(), value, than)
            || Ids.All(id => !Matches(than, id) || Matches(value, id)));

    [Property]
    public Property What_two_values_combine_to_implies_each_of_them() =>
        Prop.ForAll(Names.ToArbitrary(), Names.ToArbitrary(), (left, right) =>
    {
        foreach (var definition in new ConstraintDefinition[] { ConstraintTable.Of<AllowedEndpoints>(),
            ConstraintTable.Of<ForbiddenEndpoints>(), ConstraintTable.Of<Certifications>() })
        {
            var both = ConstraintValue.Combine(definition, left, right);
            Assert.True(Strictness.Implies(definition, both, left));
            Assert.True(Strictness.Implies(definition, both, right));
        }
    });

    [Fact]
    public void A_narrower_pattern_implies_a_wider_one_and_not_the_other_way_round()
    {
        var (narrow, wide) = (Of("anthropic/claude-opus-*"), Of("anthropic/*"));

        Assert.True(Strictness.Implies(ConstraintTable.Of<AllowedEndpoints>(), narrow, wide));
        Assert.False(Strictness.Implies(ConstraintTable.Of<AllowedEndpoints>(), wide, narrow));
        Assert.True(Strictness.Implies(ConstraintTable.Of<ForbiddenEndpoints>(), wide, narrow));
        Assert.False(Strictness.Implies(ConstraintTable.Of<ForbiddenEndpoints>(), narrow, wide));
    }

    [Theory]
    [InlineData("ab", "*a*", true)]
    [InlineData("ab", "a*b", true)]
    [InlineData("ab", "*ab*b", false)]
    [InlineData("aba", "ab*ba", false)]
    [InlineData("a", "b", false)]
    [InlineData("a*", "a", false)]
    [InlineData("a", "a#*", false)]
    public void A_pattern_lies_within_another_if_every_piece_of_it_is_found_once_and_in_order(string value, string than, bool expected) =>
        Assert.Equal(expected, Strictness.Implies(ConstraintTable.Of<AllowedEndpoints>(), Of(value), Of(than)));

    [Theory]
    [InlineData(0, 30, true)]
    [InlineData(30, 30, true)]
    [InlineData(31, 30, false)]
    public void A_lower_upper_bound_is_stricter(double value, double than, bool expected) =>
        Assert.Equal(
            expected,
            Strictness.Implies(
                ConstraintTable.Of<DataRetentionDays>(),
                new ConstraintValue.Number(value),
                new ConstraintValue.Number(than)));

    private static ConstraintValue.Names Of(string pattern) => new(ImmutableSortedSet.Create(StringComparer.Ordinal, pattern));

    private static bool Matches(ConstraintValue names, string id) =>
        PatternSet.Lists(((ConstraintValue.Names)names).Values).TrueForAll(
            list => list.Any(pattern => new EndpointPattern(pattern).Matches(id)));
}
