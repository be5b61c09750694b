using FsCheck.Xunit;
using RulesRouter.Economics;

namespace RulesRouter.Core.Tests.Economics;

public sealed class AttemptMeasuresTests
{
    [Theory]
    [InlineData(100, 2)]
    [InlineData(2, 0.6931471805599453)]
    [InlineData(1, 0)]
    [InlineData(0.001, -2)]
    public void A_measure_by_its_median_is_a_bounded_logarithm(double usd, double expected) =>
        Assert.Equal(expected, AttemptEvidence.Relative(new AttemptMeasures(usd).LogarithmOf(AttemptSignal.Cost)!.Value, 0), 12);

    [Fact]
    public void What_was_not_measured_is_unknown()
    {
        var measures = new AttemptMeasures(CostUsd: 0, TestsFailed: 3);

        Assert.All(AttemptEvidence.Signals, signal => Assert.Null(measures.LogarithmOf(signal)));
        Assert.Null(new AttemptMeasures(null, TestsPassed: 0, TestsFailed: 0).LogarithmOf(AttemptSignal.FailedTests));
    }

    [Property]
    public bool More_turns_failed_tests_and_tool_errors_are_more(ushort count, ushort passed)
    {
        var (less, more) = (Of(count), Of(count + 1));
        return AttemptEvidence.Signals.Where(signal => signal != AttemptSignal.Cost)
            .All(signal => less.LogarithmOf(signal) < more.LogarithmOf(signal) || (count == 0 && passed == 0));

        AttemptMeasures Of(int number) => new(null, number, passed, number, number);
    }
}
