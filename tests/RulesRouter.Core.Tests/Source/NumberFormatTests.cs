using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using RulesRouter.Source;

namespace RulesRouter.Core.Tests.Source;

public sealed class NumberFormatTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.02, "0.02")]
    [InlineData(0.00001, "0.00001")]
    [InlineData(-0.0000324, "-0.0000324")]
    [InlineData(1234567, "1234567")]
    [InlineData(1e15, "1000000000000000")]
    [InlineData(-1.25e17, "-125000000000000000")]
    [InlineData(1e20, "100000000000000000000")]
    [InlineData(1e21, "1E+21")]
    [InlineData(1e-20, "0.00000000000000000001")]
    [InlineData(1e-21, "1E-21")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    [InlineData(double.NaN, "NaN")]
    public void A_number_is_written_without_an_exponent(double number, string text) => Assert.Equal(text, NumberFormat.Of(number));

    [Property]
    public Property It_reads_back_as_the_same_number() => Prop.ForAll(
        (from digits in Gen.Choose(-999_999, 999_999) from power in Gen.Choose(-25, 25) select digits * Math.Pow(10, power)).ToArbitrary(),
        number => Assert.Equal(number, double.Parse(NumberFormat.Of(number), CultureInfo.InvariantCulture)));
}
