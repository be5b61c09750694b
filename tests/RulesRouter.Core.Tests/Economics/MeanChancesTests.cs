using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using RulesRouter.Economics;

namespace RulesRouter.Core.Tests.Economics;

public sealed class MeanChancesTests
{
    [Property(MaxTest = 2000)]
    public Property Table_agrees_with_the_exact_ability() => Prop.ForAll(
        Gen.Choose(5, 995).Select(chance => chance / 1000.0).ToArbitrary(),
        Gen.Choose(0, 40).Select(spread => spread / 10.0).ToArbitrary(),
        Gen.Choose(0, 999).ToArbitrary(),
        (chance, spread, thousandths) =>
        {
            var between = Math.Min(chance + (thousandths / 1e6), 0.995);
            Assert.Equal(SharedDifficulty.SolveAbility(between, spread), MeanChances.Of(spread).AbilityOf(between), 1e-9);
        });

    [Theory]
    [InlineData(0.001)]
    [InlineData(0.999)]
    public void Chance_outside_the_table_is_solved(double chance) =>
        Assert.Equal(SharedDifficulty.SolveAbility(chance, 1.9), SharedDifficulty.AbilityOf(chance, 1.9));

    [Fact]
    public void Mean_chance_over_the_scenarios_is_the_asked_one()
    {
        var chances = new double[SharedDifficulty.Scenarios];
        MeanChances.Of(1.9).Fill(0.3, chances);

        Assert.Equal(0.3, chances.Zip(SharedDifficulty.Weights, (chance, weight) => chance * weight).Sum(), 9);
    }
}
