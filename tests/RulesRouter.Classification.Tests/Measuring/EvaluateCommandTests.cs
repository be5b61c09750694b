using System.Text.Json;
using RulesRouter.Classifiers.Training.Data;
using RulesRouter.Classifiers.Training.Measuring;

namespace RulesRouter.Classifiers.Tests.Measuring;

public class EvaluateCommandTests
{
    private static readonly Lazy<EvaluateResult> Measured = new(() => EvaluateCommand.Run(new EvaluateOptions
    {
        TestFolder = Folder(DrawnOutcomes.Draw(240, 12)),
        TrainFolder = Folder(DrawnOutcomes.Draw(300, 11)),
        Pairs = [new ModelPair("small", "large")],
        Parts = [EvaluatePart.OwnLabels],
        Replicates = 50,
    }));

    [Fact]
    public void Predictable_outcomes_are_routed_better_than_at_random()
    {
        var pair = Assert.Single(Measured.Value.Pairs);
        var apgr = pair.Scores.ToDictionary(score => score.Score, score => score.Apgr.Value);

        Assert.Equal(["classifier", "prototype", "random", "length", "keyword", "task-mean", "oracle"], apgr.Keys);
        Assert.True(apgr["classifier"] > 0.55, $"APGR {apgr["classifier"]}");
        Assert.True(apgr["oracle"] > apgr["classifier"]);
        Assert.InRange(pair.OracleShare, 0, 1);
        Assert.All(pair.Scores, score => Assert.InRange(score.Cpt50, 0, score.Cpt80));
    }

    [Fact]
    public void Report_has_its_figures_as_text_and_as_JSON()
    {
        var (human, json) = (new StringWriter(), new StringWriter());
        Measured.Value.WriteHuman(human);
        Measured.Value.WriteJson(json);

        Assert.Contains("Mean over 1 pairs, own labels, groups apart", human.ToString());
        Assert.Contains("drawn · small | large · 240 rows · own labels, groups apart", human.ToString());
        using var document = JsonDocument.Parse(json.ToString());
        Assert.Equal(1, document.RootElement.GetProperty("summaries")[0].GetProperty("pairs").GetInt32());
        Assert.Equal(240, document.RootElement.GetProperty("pairs")[0].GetProperty("rows").GetInt32());
    }

    [Fact]
    public void Artefact_is_not_measured_on_its_training_rows()
    {
        var trained = DrawnOutcomes.Draw(200, 3);
        var result = EvaluateCommand.Run(new EvaluateOptions
        {
            TestFolder = Folder([.. trained.Take(120), .. DrawnOutcomes.Draw(130, 44)]),
            TrainFolder = Folder(trained),
            ModelPath = TrainedFixture.Save(),
            Pairs = [new ModelPair("small", "large")],
            Replicates = 20,
        });

        var left = Assert.Single(result.Pairs).Rows;
        Assert.InRange(left, 100, 130);
        Assert.Equal($"{250 - left} of 250 rows belong with training rows and are left out", result.Notes[0]);
    }

    [Fact]
    public void Tasks_are_measured_with_each_source_left_out()
    {
        var folder = Folder(DrawnOutcomes.Draw(120, 5));

        var result = EvaluateCommand.Run(new EvaluateOptions { TestFolder = folder, Parts = [EvaluatePart.Tasks, EvaluatePart.Forms] });

        Assert.Empty(result.Pairs);
        Assert.Equal(["rules alone", "each source left out"], result.Tasks.Select(tasks => tasks.Split));
        Assert.Equal(["FillMarkers", "AssertionWithHole", "DiffAlone"], result.Forms.Select(form => form.Form));
        Assert.All(result.Tasks, tasks => Assert.InRange(tasks.Mean.Right + tasks.Mean.Wrong, 0, 1));
        var human = new StringWriter();
        result.WriteHuman(human);
        Assert.Contains("Tasks, each source left out: ", human.ToString());
    }

    [Fact]
    public void Folder_without_outcomes_is_an_error_if_a_pair_is_requested()
    {
        var folder = Folder([]);

        var exception = Assert.Throws<OutcomeDataException>(
            () => EvaluateCommand.Run(new EvaluateOptions { TestFolder = folder, Pairs = [new ModelPair("a", "b")] }));

        Assert.Equal($"{folder}: no row has outcomes", exception.Message);
    }

    private static string Folder(IEnumerable<OutcomeRow> rows)
    {
        var folder = Directory.CreateTempSubdirectory("evaluate").FullName;
        File.WriteAllLines(Path.Combine(folder, "drawn.jsonl"), rows.Select(row => JsonSerializer.Serialize(
            new { id = row.Id, source = row.Source, group = row.Group, prompt = row.Prompt, task = row.Task, outcomes = row.Outcomes })));
        return folder;
    }
}
