using RulesRouter.Requests;

namespace RulesRouter.Core.Tests.Requests;

public class SuccessAtTests
{
    private static readonly Classification Learned = new()
    {
        Source = ClassificationSource.Classifier,
        Success = [new AbilityChance(0.2, 0.1), new AbilityChance(0.6, 0.5), new AbilityChance(0.9, 0.8)],
    };

    [Theory]
    [InlineData(0.2, 0.1)]
    [InlineData(0.4, 0.3)]
    [InlineData(0.6, 0.5)]
    [InlineData(0.75, 0.65)]
    public void A_probability_is_interpolated_between_known_abilities(double ability, double chance) =>
        Assert.Equal(chance, Learned.SuccessAt(ability)!.Value, 9);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.1, 0.05)]
    [InlineData(0.95, 0.9)]
    [InlineData(1, 1)]
    public void Beyond_known_abilities_it_tends_to_zero_and_one(double ability, double chance) =>
        Assert.Equal(chance, Learned.SuccessAt(ability)!.Value, 9);

    [Fact]
    public void Without_learned_abilities_there_is_no_probability() => Assert.Null(Classification.Unknown.SuccessAt(0.5));
}
