using RulesRouter.Classifiers.Parameters;
using RulesRouter.Classifiers.Serving;
using RulesRouter.Classifiers.Training;
using RulesRouter.Classifiers.Training.Data;
using RulesRouter.Classifiers.Training.Learning;

namespace RulesRouter.Classifiers.Tests.Learning;

public class TrainingTests
{
    [Fact]
    public void The_same_data_and_seed_give_the_same_bytes() =>
        Assert.Equal(TrainedFixture.Bytes, ArtefactFormat.Write(ClassifierTraining.Train(DrawnOutcomes.Draw(500, 1), seed: 3)));

    [Fact]
    public void An_artefact_reads_back_as_it_was_written() =>
        Assert.Equal(TrainedFixture.Bytes, ArtefactFormat.Write(ArtefactFormat.Read(TrainedFixture.Bytes)));

    [Fact]
    public void A_domain_without_outcomes_has_no_heads() =>
        Assert.Null(TrainedFixture.Learned.Value.Domains[(int)Domain.CodeGeneration]);

    [Fact]
    public void A_nearly_equal_prompt_under_another_id_is_found()
    {
        var rows = DrawnOutcomes.Draw(40, 9).Where(row => row.Prompt.Length > 150).ToList();
        var twin = rows[0] with { Id = "twin", Group = "other", Prompt = "Please: " + rows[0].Prompt };
        var near = new NearDuplicates([rows[0]], [.. rows, twin]);

        Assert.True(near.Contains(twin));
        Assert.False(near.Contains(rows[1]));
    }
}
