namespace RulesRouter.Cli.Tests;

public class ClassifierChoiceTests
{
    [Theory]
    [InlineData("classifier")]
    [InlineData("heuristic", "--classifier", "none")]
    public void A_decision_says_who_classified(string source, params string[] flags)
    {
        var run = Terminal.Run([.. Decide, .. flags]);

        Assert.Equal("", run.Error);
        Assert.Contains($"\"source\": \"{source}\"", run.Output);
    }

    [Fact]
    public void A_classifier_that_is_not_there_is_warned_of_and_fixed_rules_decide()
    {
        var run = Terminal.Run([.. Decide, "--classifier", "nowhere"]);

        Assert.Equal("warning: no artefact at `nowhere`; fixed rules classify instead\n", run.Error);
        Assert.Contains("\"source\": \"heuristic\"", run.Output);
        Assert.Equal(0, run.ExitCode);
    }

    private static string[] Decide =>
        ["decide", "--policies", Path.Combine(Repository.Root, "policies"), "--policy", "cost-saver", "--prompt", "Explain this function.", "--allow-sample-evidence", "--format", "json"];
}
