using RulesRouter.Catalog;
using RulesRouter.Classifiers.Parameters;
using RulesRouter.Classifiers.Training.Adaptation;
using RulesRouter.Classifiers.Training.Data;
using RulesRouter.Classifiers.Training.Learning;
using RulesRouter.Requests;

namespace RulesRouter.Classifiers.Tests.Adaptation;

/// <summary>Outcomes without prompts: what an endpoint made of what was called easy and hard.</summary>
public class CorrectingTests
{
    [Fact]
    public void Outcomes_unrelated_to_difficulty_shrink_the_differences()
    {
        var folder = TrainedFixture.Save();
        var result = AdaptCommand.Run(Draw(2000, 1, worth: 0), new AdaptOptions(folder, Replicates: 200));

        Assert.Equal("replaced the served artefact by the recalibrated one", result.Reason);
        Assert.InRange(ServedIn(folder).Correction.Slope, 0, 0.3);
        Assert.Equal(result.Digest, ClassifierLoader.Load(folder).Classifier.Digest);
    }

    [Fact]
    public void Differences_grow_if_outcomes_show_a_stronger_effect()
    {
        var folder = TrainedFixture.Save();
        AdaptCommand.Run(Draw(4000, 2, worth: 2), new AdaptOptions(folder, Replicates: 200));

        Assert.InRange(ServedIn(folder).Correction.Slope, 1.5, 2.5);
    }

    [Fact]
    public void Expected_outcomes_leave_the_artefact_unchanged()
    {
        var folder = TrainedFixture.Save();
        var result = AdaptCommand.Run(Draw(2000, 3, worth: 1), new AdaptOptions(folder, Replicates: 200));

        Assert.Equal("kept the served artefact: the recalibrated one is not significantly better on held-out groups", result.Reason);
        Assert.Equal(TrainedFixture.Bytes, File.ReadAllBytes(Path.Combine(folder, ClassifierLoader.FileName)));
    }

    [Fact]
    public void Worse_candidate_on_held_out_decisions_does_not_replace_it()
    {
        var folder = TrainedFixture.Save();
        var answers = Draw(2000, 4, worth: 1)
            .Where(answer => IsHeldOut(answer.Decision))
            .Concat(Draw(2000, 4, worth: -1).Where(answer => !IsHeldOut(answer.Decision)));
        var result = AdaptCommand.Run([.. answers], new AdaptOptions(folder, Replicates: 200));

        Assert.False(result.Replaced, result.Reason);
        Assert.True(result.Candidates[1].Improvement!.Value < 0);
        Assert.Equal(TrainedFixture.Bytes, File.ReadAllBytes(Path.Combine(folder, ClassifierLoader.FileName)));

        static bool IsHeldOut(string group) => Folds.Of(group, 5, seed: 1) < 2;
    }

    [Fact]
    public void Outcomes_of_tasks_without_a_domain_are_counted_and_change_nothing()
    {
        var result = AdaptCommand.Run(
            [.. Draw(200, 5, worth: 0).Select(answer => answer with { Task = TaskKind.Agentic })],
            new AdaptOptions(TrainedFixture.Save()));

        Assert.Equal(
            "kept the served artefact: 0 held-out decisions are too few to compare artefacts (minimum 30); of 200 outcomes 0 have a task with a trained domain",
            result.Reason);
    }

    [Fact]
    public void File_of_outcomes_without_prompts_is_an_error_that_names_the_option()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory().FullName, "outcomes.jsonl");
        File.WriteAllText(path, """{"decisionId":"one","verdict":"right","source":"tests"}""");
        var exception = Assert.Throws<OutcomeDataException>(() => AdaptCommand.Run(path, new AdaptOptions(TrainedFixture.Save())));

        Assert.Equal(
            path + ":1: an outcome without its prompt; `rulesrouter outcomes import` takes it into a store, and `rulesrouter classifier adapt --store` learns from that",
            exception.Message);
    }

    private static DomainModel ServedIn(string folder) => ClassifierLoader.Read(folder).Parameters!.Domains[(int)Domain.Reasoning]!;

    /// <param name="worth">How much of the artefact's own difference by difficulty shows in what is right; 1 is as it expects.</param>
    private static List<JudgedAnswer> Draw(int answers, int seed, double worth)
    {
        var random = new Random(seed);
        var model = TrainedFixture.Learned.Value.Domains[(int)Domain.Reasoning]!;
        return
        [
            .. Enumerable.Range(0, answers).Select(at =>
            {
                var difficulty = Math.Clamp(model.MeanDifficulty + (random.NextDouble() - 0.5) * 0.8, 0, 1);
                var ability = at % 2 == 0 ? 0.45 : 0.65;
                var right = random.NextDouble() < new Correction((float)worth, 0).Chance(ability, model.DifferenceAt(ability, difficulty));
                return new JudgedAnswer(
                    $"decision {at / 2}",
                    ability < 0.5 ? "here/small" : "here/large",
                    TaskKind.Reasoning,
                    difficulty,
                    right);
            }),
        ];
    }
}
