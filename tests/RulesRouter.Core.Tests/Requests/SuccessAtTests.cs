using RulesRouter.Requests;

namespace RulesRouter.Core.Tests.Requests;

public class SuccessAtTests
{
    private static readonly Classification Learnt = new()
    {
        Source = ClassificationSource.Classifier,
        Success = [new AbilityChance(0.2, 0.1), new AbilityChance(0.6, 0.5), new AbilityChance(0.9, 0.8)],
    };

    [Theory]
    [InlineData(0.2, 0.1)]
    [InlineData(0.4, 0.3)]
    [InlineData(0.6, 0.5)]
    [InlineData(0.75, 0.65)]
    public void A_chance_is_read_between_the_known_abilities(double ability, double chance) => Assert.Equal(chance, Learnt.SuccessAt(ability)!.Value, 9);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.1, 0.05)]
    [InlineData(0.95, 0.9)]
    [InlineData(1, 1)]
    public void Beyond_them_it_goes_towards_never_and_always(double ability, double chance) => Assert.Equal(chance, Learnt.SuccessAt(ability)!.Value, 9);

    [Fact]
    public void Where_nothing_was_learnt_there_is_none() => Assert.Null(Classification.Unknown.SuccessAt(0.5));
}
