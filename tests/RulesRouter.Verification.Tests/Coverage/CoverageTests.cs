using RulesRouter.Verification.Coverage;

namespace RulesRouter.Verification.Tests.Coverage;

public sealed class CoverageTests
{
    private const string Plain = """
            - name: plain
              request: { estimate: { inputTokens: 10, outputTokens: 10 } }
              expect: { outcome: routed }

        """;

    [Fact]
    public void Lists_the_goals_that_a_suite_of_one_case_misses()
    {
        var report = SmallSuite.Of(Plain).Measurement().Measure();

        Assert.Equal(
            [
                "`deadlineMs <= 1000` decides rule `quick` by being false",
                "`deadlineMs <= 1000` decides rule `quick` by being true",
                "`deadlineMs <= 1000` is false in rule `quick`",
                "`deadlineMs <= 1000` is true in rule `quick`",
                "`has(deadlineMs)` decides rule `quick` by being true",
                "`has(deadlineMs)` is true in rule `quick`",
                "`has(inputTokens)` decides rule `no-giants` by being true",
                "`has(inputTokens)` is false in rule `no-giants`",
                "`inputTokens > 100000` decides rule `no-giants` by being true",
                "`inputTokens > 100000` is true in rule `no-giants`",
                "`inputTokens > 100000` is unknown in rule `no-giants`",
                "`level == \"secret\"` is true in rule `secrets`",
                "rule `no-giants` matches",
                "rule `quick` matches",
                "rule `secrets` matches",
            ],
            report.Goals.Where(
                result => result.State == GoalState.Missing
                    && result.Goal.Kind != CoverageKind.Region).Select(result => result.Goal.Statement).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Goals_that_are_proved_impossible_do_not_count()
    {
        var report = SmallSuite.Of(Plain).Measurement().Measure();

        Assert.Equal(
            [
                "`has(deadlineMs)` decides rule `quick` by being false",
                "`has(deadlineMs)` is unknown in rule `quick`",
                "`has(inputTokens)` decides rule `no-giants` by being false",
                "`has(inputTokens)` is unknown in rule `no-giants`",
                "`level == \"secret\"` is unknown in rule `secrets`",
            ],
            report.Goals.Where(
                result => result.State == GoalState.Impossible).Select(result => result.Goal.Statement).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(report.Goals, result => result.State == GoalState.Unclear);
    }

    [Fact]
    public void Every_reachable_combination_of_rules_is_a_region()
    {
        var report = SmallSuite.Of(Plain).Measurement().Measure();

        Assert.Equal(
            [
                "`chat/default` selects and no other rule applies",
                "`chat/default` selects under `chat/no-giants`",
                "`chat/default` selects under `chat/no-giants`, `floor/secrets`",
                "`chat/default` selects under `floor/secrets`",
                "`chat/quick` selects and no other rule applies",
                "`chat/quick` selects under `chat/no-giants`",
                "`chat/quick` selects under `chat/no-giants`, `floor/secrets`",
                "`chat/quick` selects under `floor/secrets`",
            ],
            report.Goals.Where(
                result => result.Goal.Kind == CoverageKind.Region).Select(result => result.Goal.Statement).Order(StringComparer.Ordinal));
        Assert.Equal(new CoverageShare(CoverageKind.Region, 1, 8), report.Of(CoverageKind.Region));
        Assert.Empty(report.MoreRegions);
    }

    [Fact]
    public void Suggested_cases_pass_and_cover_every_missing_goal()
    {
        var suite = SmallSuite.Of(Plain);
        var measurement = suite.Measurement();
        var suggestions = CaseSuggestions.For(suite.Set, measurement, measurement.Measure());

        var completed = SmallSuite.Of(Plain + string.Concat(suggestions.Select(suggestion => suggestion.Text)));

        Assert.All(completed.Run(), result => Assert.True(result.Passed, string.Join('\n', result.Failures)));
        var report = completed.Measurement().Measure();
        Assert.DoesNotContain(report.Goals, result => result.State is GoalState.Missing or GoalState.Unclear);
        Assert.All(report.Shares, share => Assert.Equal(100, share.Percent));
    }
}
