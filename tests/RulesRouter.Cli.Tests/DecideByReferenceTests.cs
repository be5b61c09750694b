namespace RulesRouter.Cli.Tests;

public sealed class DecideByReferenceTests
{
    [Fact]
    public void Reference_run_decides_the_same_and_reports_agreement()
    {
        string[] asked =
        [
            "decide",
            "--policies",
            Path.Combine(Repository.Root, "policies"),
            "--policy",
            "cost-saver",
            "--prompt",
            "hi",
            "--at",
            "2026-10-01T00:00:00Z",
            "--allow-sample-evidence",
            "--explain",
        ];

        var byIndex = Terminal.Run(asked);
        var byReference = Terminal.Run([.. asked, "--reference"]);

        Assert.Equal(byIndex.Output, byReference.Output);
        Assert.Matches(@"RulesEngine and the index agree on all \d+ rules", byReference.Error);
        Assert.Equal(byIndex.ExitCode, byReference.ExitCode);
    }
}
