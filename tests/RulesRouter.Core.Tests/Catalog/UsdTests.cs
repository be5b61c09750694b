using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using RulesRouter.Catalog;

namespace RulesRouter.Core.Tests.Catalog;

public sealed class UsdTests
{
    [Theory]
    [InlineData(0.1, 0.2, 0.3)]
    [InlineData(0.099999, 0.000001, 0.1)]
    [InlineData(0.3, -0.1, 0.2)]
    [InlineData(0, 0.7, 0.7)]
    [InlineData(double.PositiveInfinity, 1, double.PositiveInfinity)]
    [InlineData(double.NaN, 1, double.NaN)]
    public void Sums_are_those_of_decimal_numbers(double one, double other, double sum) => Assert.Equal(sum, Usd.Sum(one, other));

    [Property]
    public Property A_sum_is_the_double_nearest_to_the_decimal_sum() => Prop.ForAll(
        Gen.Choose(0, 1_000_000_000).ToArbitrary(),
        Gen.Choose(0, 1_000_000_000).ToArbitrary(),
        (one, other) => Assert.Equal(
            (double)((one * 0.000000001m) + (other * 0.000000001m)),
            Usd.Sum((double)(one * 0.000000001m), (double)(other * 0.000000001m))));
}
