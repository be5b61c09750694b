using RulesRouter.Suites.Checking;
using RulesRouter.Suites.Testing;

namespace RulesRouter.Suites.Tests.Checking;

public sealed class TestComparisonTests
{
    [Fact]
    public void Test_that_fails_without_and_passes_with_the_change_judges_it()
    {
        var compared = Of("old+", ["old+ new-", "old+ new-"], ["old+ new+", "old+ new+"]);

        Assert.Equal<string>(["new"], compared.FailToPass);
        Assert.Equal<string>(["old"], compared.PassToPass);
        Assert.Empty(compared.Flaky);
    }

    [Fact]
    public void Tests_that_do_not_build_without_the_change_count_as_failing()
    {
        var compared = Of("old+ red-", ["", ""], ["old+ red- new+", "old+ red- new+"]);

        Assert.Equal<string>(["new"], compared.FailToPass);
        Assert.Equal<string>(["old"], compared.PassToPass);
    }

    [Theory]
    [InlineData("new-", "new+", "new+", "new-")]
    [InlineData("new-", "new-", "new+", "new-")]
    [InlineData("new-", "new+", "new+", "new+")]
    [InlineData("", "new-", "new+", "new+")]
    public void Test_with_different_outcomes_for_the_same_files_is_flaky(string test1, string test2, string gold1, string gold2)
    {
        var compared = Of("", [test1, test2], [gold1, gold2]);

        Assert.Equal<string>(["new"], compared.Flaky);
        Assert.Empty(compared.FailToPass);
    }

    [Fact]
    public void Test_that_fails_with_the_change_is_named()
    {
        var compared = Of("", ["new-"], ["new-"]);

        Assert.Equal("new", compared.StillFailing);
        Assert.Empty(compared.FailToPass);
    }

    [Fact]
    public void Skipped_test_does_not_pass()
    {
        var compared = Of("old?", ["old? new-"], ["old? new?"]);

        Assert.Empty(compared.FailToPass);
        Assert.Empty(compared.PassToPass);
        Assert.Null(compared.StillFailing);
    }

    private static TestComparison Of(string before, string[] withTests, string[] withGold) =>
        TestComparison.Of(Run(before), [.. withTests.Select(Run)], [.. withGold.Select(Run)]);

    /// <summary>Names with their outcome behind them: + passed, - failed, ? skipped.</summary>
    private static Dictionary<string, TestOutcome> Run(string tests) => tests
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .ToDictionary(test => test[..^1], test => test[^1] switch
        {
            '+' => TestOutcome.Passed,
            '-' => TestOutcome.Failed,
            '?' => TestOutcome.Skipped,
            var other => throw new ArgumentException($"`{other}` is no outcome", nameof(tests)),
        });
}
