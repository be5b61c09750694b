using System.Collections.Immutable;
using RulesRouter.Constraints;
using RulesRouter.Obligations;

namespace RulesRouter.Core.Tests.Obligations;

/// <summary>Two values of an obligation combine to the more protective, whatever the order.</summary>
public sealed class ObligationTableTests
{
    [Theory]
    [InlineData("disclose", true)]
    [InlineData("humanReview", true)]
    [InlineData("storePrompts", false)]
    public void Two_levels_combine_to_the_more_protective(string name, bool protective)
    {
        Assert.Equal(
            new ConstraintValue.Boolean(protective),
            Combined(name, new ConstraintValue.Boolean(true), new ConstraintValue.Boolean(false)));
        Assert.Equal(
            new ConstraintValue.Boolean(protective),
            Combined(name, new ConstraintValue.Boolean(false), new ConstraintValue.Boolean(true)));
        Assert.Equal(
            new ConstraintValue.Boolean(!protective),
            Combined(name, new ConstraintValue.Boolean(!protective), new ConstraintValue.Boolean(!protective)));
    }

    [Theory]
    [InlineData("none", "summary", "summary")]
    [InlineData("summary", "full", "full")]
    [InlineData("full", "none", "full")]
    [InlineData("summary", "summary", "summary")]
    public void Of_two_levels_the_higher_counts(string left, string right, string both)
    {
        Assert.Equal(Names(both), Combined("audit", Names(left), Names(right)));
        Assert.Equal(Names(both), Combined("audit", Names(right), Names(left)));
    }

    [Fact]
    public void What_is_to_be_redacted_adds_up() =>
        Assert.Equal(Names("personal-data", "secrets"), Combined("redact", Names("secrets"), Names("personal-data")));

    [Fact]
    public void Of_two_caps_the_lower_counts()
    {
        Assert.Equal(new ConstraintValue.Number(5), Combined("cap-output", new ConstraintValue.Number(5), new ConstraintValue.Number(9)));
        Assert.Equal(new ConstraintValue.Number(5), Combined("cap-output", new ConstraintValue.Number(9), new ConstraintValue.Number(5)));
    }

    [Fact]
    public void Values_of_another_kind_do_not_combine() => Assert.Equal(
        "obligation disclose cannot combine [a] with true",
        Assert.Throws<System.Diagnostics.UnreachableException>(
            () => Combined("disclose", Names("a"), new ConstraintValue.Boolean(true))).Message);

    private static ConstraintValue Combined(string name, ConstraintValue left, ConstraintValue right) =>
        ObligationTable.Find(name)!.Combine(left, right);

    private static ConstraintValue.Names Names(params string[] names) => new(names.ToImmutableSortedSet(StringComparer.Ordinal));
}
