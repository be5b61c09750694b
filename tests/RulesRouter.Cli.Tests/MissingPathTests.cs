namespace RulesRouter.Cli.Tests;

/// <summary>A path that does not exist is a usage error with the same message in every command.</summary>
public sealed class MissingPathTests
{
    private static readonly string Policies = Path.Combine(Repository.Root, "policies");

    public static TheoryData<string[]> Commands =>
    [
        ["validate", "nowhere"],
        ["test", "nowhere", "--classifier", "none"],
        ["coverage", "nowhere", "--classifier", "none"],
        ["prove", "nowhere"],
        ["decide", "--policies", "nowhere", "--policy", "p", "--prompt", "x", "--classifier", "none"],
        ["decide", "--policies", Policies, "--request", "nowhere", "--classifier", "none"],
        ["diff", Policies, Policies, "--requests", "nowhere", "--classifier", "none"],
        ["catalog", "show", "--policies", "nowhere"],
        ["catalog", "cost", "--endpoint", "p/m", "--policies", "nowhere"],
        [
            "catalog",
            "import",
            "--models-dev",
            "nowhere",
            "--genai-prices",
            "nowhere",
            "--benchmarks",
            "nowhere",
            "--models-dev-date",
            "2026-01-01",
            "--genai-prices-date",
            "2026-01-01",
        ],
        ["serve", "--policies", "nowhere"],
        ["outcomes", "import", "nowhere"],
        ["classifier", "train", "--data", "nowhere"],
        ["classifier", "evaluate", "--test", "nowhere"],
        ["classifier", "adapt", "--outcomes", "nowhere"],
        ["evaluate", "chains", "--train", "nowhere", "--unsolved-cost", "1"],
        ["evaluate", "correlation", "--data", "nowhere"],
        ["fmt", "nowhere"],
    ];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Missing_path_exits_with_2_and_says_that_it_does_not_exist(string[] command)
    {
        var result = Terminal.Run(command);

        Assert.Equal((2, "", "error: `nowhere` does not exist\n"), (result.ExitCode, result.Output, result.Error));
    }
}
