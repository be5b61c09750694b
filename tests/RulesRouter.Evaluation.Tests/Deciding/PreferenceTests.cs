using RulesRouter.Constraints;
using RulesRouter.Decisions;
using RulesRouter.Policies;
using static RulesRouter.Evaluation.Tests.Deciding.SmallRouting;

namespace RulesRouter.Evaluation.Tests.Deciding;

/// <summary>What is preferred holds as long as somebody is left.</summary>
public sealed class PreferenceTests
{
    private static readonly SmallRouting Three = new(
        Endpoint("a/x", 1, quality: 0.1),
        Endpoint("b/x", 5, quality: 0.9),
        Endpoint("c/x", 2, quality: 0.5));

    [Theory]
    [InlineData(9, 0.4, "c/x b/x", "")]
    [InlineData(2, 0.8, "a/x c/x", "quality.min")]
    [InlineData(0.5, 0.8, "a/x c/x b/x", "quality.min price.outputPerMTok.max")]
    public void The_last_declared_is_given_up_first_and_no_more_than_it_takes(double price, double quality, string chain, string givenUp)
    {
        var decision = (
            Three with
            {
                Rules =
                [
                    Constrain(
                        "wishes",
                        Enforcement.Preferred,
                        (ConstraintTable.Of<OutputPrice>(), price),
                        (ConstraintTable.Of<Quality>(), quality)),
                ],
            }).Decide();

        Assert.Equal(chain, string.Join(' ', decision.Chain.Select(hop => hop.Endpoint.Id)));
        Assert.Equal(givenUp, string.Join(' ', decision.Dropped.Select(given => given.Definition.Name)));
    }

    [Fact]
    public void Dropping_preferences_does_not_lift_required_constraints()
    {
        var denied = (
            Three with
            {
                Rules =
                [
                    Constrain("floor", Enforcement.Required, (ConstraintTable.Of<OutputPrice>(), 0.5)),
                    Constrain("wish", Enforcement.Preferred, (ConstraintTable.Of<Quality>(), 0.4)),
                ],
            }).Decide();

        Assert.Equal(DenialCode.NoCandidate, denied.Denial!.Code);
        Assert.Equal(["price.outputPerMTok.max"], denied.Explanation.EmptiedBy.Select(emptying => emptying.Constraint.Name));
        Assert.Equal(
            "price.outputPerMTok.max is 1 instead of 0.5: `a/x` becomes eligible",
            string.Join("; ", denied.Explanation.FeasibleIf));
    }

    [Fact]
    public void What_is_advised_is_reported_and_changes_nothing()
    {
        var decision = (Three with { Rules = [Constrain("advice", Enforcement.Advisory, (ConstraintTable.Of<Quality>(), 0.5))] }).Decide();

        Assert.Equal("a/x", (string)decision.Chain[0].Endpoint.Id);
        Assert.Equal(
            "quality.min 0.5 False 0.1",
            string.Join(
                ' ',
                decision.Advisories.Select(finding => $"{finding.Definition.Name} {finding.Value} {finding.IsSatisfied} {finding.Found}")));
    }
}
