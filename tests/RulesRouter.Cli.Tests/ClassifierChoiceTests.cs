namespace RulesRouter.Cli.Tests;

public class ClassifierChoiceTests
{
    [Theory]
    [InlineData("classifier")]
    [InlineData("heuristic", "--classifier", "none")]
    public void Decision_names_the_classifier(string source, params string[] flags)
    {
        var run = Terminal.Run([.. Decide, .. flags]);

        Assert.Equal("", run.Error);
        Assert.Contains($"\"source\": \"{source}\"", run.Output);
    }

    [Fact]
    public void Folder_without_a_classifier_is_a_warning_and_the_heuristic_serves()
    {
        var folder = Directory.CreateTempSubdirectory("classifier").FullName;

        var run = Terminal.Run([.. Decide, "--classifier", folder]);

        Directory.Delete(folder);
        Assert.Equal(
            $"warning: no artefact at `{Path.Combine(folder, "classifier.bin")}`; using the heuristic classifier\n",
            run.Error);
        Assert.Contains("\"source\": \"heuristic\"", run.Output);
        Assert.Equal(0, run.ExitCode);
    }

    private static string[] Decide =>
        [
            "decide",
            "--policies",
            Path.Combine(Repository.Root, "policies"),
            "--policy",
            "cost-saver",
            "--prompt",
            "Explain this function.",
            "--allow-sample-evidence",
            "--format",
            "json",
        ];
}
