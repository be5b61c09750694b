namespace RulesRouter.Cli.Tests;

/// <summary>A team's outcomes, without prompts, from a file into the store and from there into the classifier.</summary>
public class ClassifierAdaptTests
{
    private readonly string folder = Directory.CreateTempSubdirectory("adapt").FullName;

    [Fact]
    public void Adapted_classifier_replaces_the_served_one_if_it_is_better()
    {
        var (model, store) = (CopyOfTheShipped(), Import(800));
        var run = Terminal.Run("classifier", "adapt", "--store", store, "--model", model);

        Assert.Equal("", run.Error);
        Assert.StartsWith("461 prompts for fitting, 339 held out by group\n  served ", run.Output);
        Assert.EndsWith("replaced the served artefact by the recalibrated one\n", run.Output);
        Assert.Equal(0, run.ExitCode);

        var again = Terminal.Run("classifier", "adapt", "--store", store, "--model", model);

        Assert.EndsWith("kept the served artefact: the recalibrated one is not significantly better on held-out groups\n", again.Output);
        Assert.Equal(1, again.ExitCode);
    }

    [Fact]
    public void Too_few_outcomes_keep_the_classifier()
    {
        var run = Terminal.Run("classifier", "adapt", "--store", Import(20), "--model", CopyOfTheShipped());

        Assert.Contains("are too few to compare artefacts (minimum 30); of 20 outcomes 20 have a task with a trained domain", run.Output);
        Assert.Equal(1, run.ExitCode);
    }

    [Theory]
    [InlineData("error: use either --outcomes or --store\n")]
    [InlineData("error: `nowhere.db` does not exist; `rulesrouter serve` and `rulesrouter outcomes import` create it\n", "--store", "nowhere.db")]
    [InlineData("error: use either --outcomes or --store\n", "--store", "nowhere.db", "--outcomes", "nowhere.jsonl")]
    public void Unusable_adaptation_data_is_an_error(string message, params string[] flags)
    {
        var run = Terminal.Run(["classifier", "adapt", "--model", CopyOfTheShipped(), .. flags]);

        Assert.Equal((message, 2), (run.Error, run.ExitCode));
    }

    /// <summary>Right every second time, whatever the difficulty.</summary>
    private string Import(int outcomes)
    {
        var (file, store) = (Path.Combine(folder, "outcomes.jsonl"), Path.Combine(folder, "outcomes.db"));
        File.WriteAllLines(file, Enumerable.Range(0, outcomes).Select(at =>
            $$"""{"decisionId":"task-{{at}}","verdict":"{{(at % 2 == 0 ? "right" : "wrong")}}","source":"tests","endpoint":"here/model","task":"code-reasoning","difficulty":{{(at / 2 % 10 < 5 ? "0.05" : "0.95")}}}"""));
        Assert.Equal(0, Terminal.Run("outcomes", "import", file, "--outcomes", store).ExitCode);
        return store;
    }

    private string CopyOfTheShipped()
    {
        var copy = Directory.CreateDirectory(Path.Combine(folder, "model")).FullName;
        foreach (var file in Directory.GetFiles(Path.Combine(Repository.Root, "models", "classifier"), "classifier.*"))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)), overwrite: true);
        }

        return copy;
    }
}
