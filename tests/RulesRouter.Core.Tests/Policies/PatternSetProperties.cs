using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using RulesRouter.Catalog;
using RulesRouter.Constraints;

namespace RulesRouter.Core.Tests.Policies;

[Properties(Arbitrary = [typeof(PatternSetProperties)])]
public sealed class PatternSetProperties
{
    private static readonly string[] Patterns = ["a/*", "b/*", "a/x", "*x", "*", "b/y*"];
    private static readonly string[] Ids = ["a/x", "a/y", "b/x", "b/y", "b/yz", "c/z"];

    public static Arbitrary<ImmutableSortedSet<string>> Lists() =>
        Gen.SubListOf(Patterns).Select(list => list.ToImmutableSortedSet(StringComparer.Ordinal)).ToArbitrary();

    [Property]
    public bool A_name_is_in_the_intersection_exactly_if_it_is_in_both(ImmutableSortedSet<string> left, ImmutableSortedSet<string> right) =>
        Ids.All(id => Matches(PatternSet.Intersect(left, right), id) == (Matches(left, id) && Matches(right, id)));

    [Property]
    public bool Order_does_not_matter(ImmutableSortedSet<string> left, ImmutableSortedSet<string> right) =>
        PatternSet.Intersect(left, right).SetEquals(PatternSet.Intersect(right, left));

    [Property]
    public bool Grouping_does_not_matter(ImmutableSortedSet<string> a, ImmutableSortedSet<string> b, ImmutableSortedSet<string> c) =>
        PatternSet.Intersect(PatternSet.Intersect(a, b), c).SetEquals(PatternSet.Intersect(a, PatternSet.Intersect(b, c)));

    [Property]
    public bool A_list_with_itself_is_itself(ImmutableSortedSet<string> list) => PatternSet.Intersect(list, list).SetEquals(list);

    [Property]
    public bool A_result_does_not_change_by_what_went_into_it(ImmutableSortedSet<string> left, ImmutableSortedSet<string> right)
    {
        var both = PatternSet.Intersect(left, right);
        return PatternSet.Intersect(both, left).SetEquals(both);
    }

    [Fact]
    public void Lists_are_written_so_that_a_person_can_read_what_must_match() =>
        Assert.Equal(["(a/* | b/*) & *x"], PatternSet.Intersect(["b/*", "a/*"], ["*x"]));

    [Fact]
    public void A_thousand_lists_take_no_more_room_than_their_sum()
    {
        var lists = Enumerable.Range(0, 1000)
            .Select(list => Enumerable.Range(0, 10).Select(item => $"{list}-{item}").ToImmutableSortedSet(StringComparer.Ordinal))
            .ToList();

        Assert.Equal(10_000, PatternSet.Lists(lists.Aggregate(PatternSet.Intersect)).Sum(list => list.Count));
    }

    private static bool Matches(ImmutableSortedSet<string> set, string id) =>
        PatternSet.Lists(set).TrueForAll(list => list.Any(pattern => new EndpointPattern(pattern).Matches(id)));
}
