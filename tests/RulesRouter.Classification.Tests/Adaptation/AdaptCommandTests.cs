using System.Text.Json;
using RulesRouter.Classifiers.Parameters;
using RulesRouter.Classifiers.Training.Adaptation;
using RulesRouter.Classifiers.Training.Data;
using RulesRouter.Classifiers.Training.Learning;

namespace RulesRouter.Classifiers.Tests.Adaptation;

public class AdaptCommandTests
{
    [Fact]
    public void Contradicting_outcomes_replace_the_served_artefact()
    {
        var folder = TrainedFixture.Save();
        var result = AdaptCommand.Run(Write(DrawnOutcomes.Draw(600, 21, flip: true)), new AdaptOptions(folder, Replicates: 200));

        Assert.True(result.Replaced, result.Reason);
        Assert.Equal(result.Digest, ClassifierLoader.Load(folder).Classifier.Digest);
        Assert.NotEqual(TrainedFixture.Bytes, File.ReadAllBytes(Path.Combine(folder, ClassifierLoader.FileName)));
    }

    [Fact]
    public void Worse_candidate_on_held_out_groups_does_not_replace_it()
    {
        var folder = TrainedFixture.Save();
        var straight = DrawnOutcomes.Draw(400, 33).Where(row => IsHeldOut(row.Group));
        var flipped = DrawnOutcomes.Draw(400, 33, flip: true).Where(row => !IsHeldOut(row.Group));
        var result = AdaptCommand.Run(Write(straight.Concat(flipped)), new AdaptOptions(folder, Replicates: 200));

        Assert.Equal("kept the served artefact: the recalibrated one is not significantly better on held-out groups", result.Reason);
        Assert.False(result.Replaced);
        Assert.Equal(TrainedFixture.Bytes, File.ReadAllBytes(Path.Combine(folder, ClassifierLoader.FileName)));

        static bool IsHeldOut(string group) => Folds.Of(group, 5, seed: 1) < 2;
    }

    [Fact]
    public void Too_few_outcomes_are_reported_as_such()
    {
        var result = AdaptCommand.Run(Write(DrawnOutcomes.Draw(20, 8)), new AdaptOptions(TrainedFixture.Save()));
        var text = new StringWriter();
        result.WriteHuman(text);

        Assert.False(result.Replaced);
        Assert.Contains("too few to compare artefacts", text.ToString());
    }

    private static string Write(IEnumerable<OutcomeRow> rows)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory().FullName, "drawn.jsonl");
        File.WriteAllLines(path, rows.Select(row => JsonSerializer.Serialize(
            new { id = row.Id, source = row.Source, group = row.Group, prompt = row.Prompt, task = row.Task, outcomes = row.Outcomes })));
        return path;
    }
}
