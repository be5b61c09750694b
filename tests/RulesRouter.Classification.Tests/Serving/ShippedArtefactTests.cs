using RulesRouter.Catalog;
using RulesRouter.Classifiers.Training.Data;
using RulesRouter.Requests;

namespace RulesRouter.Classifiers.Tests.Serving;

public class ShippedArtefactTests
{
    [Fact]
    public void The_shipped_artefact_loads_and_agrees_with_its_probes() =>
        Assert.Null(ClassifierLoader.Load(ModelsFolder.Path).FallbackReason);

    [Fact]
    public void The_shipped_artefact_is_a_few_megabytes_at_most() =>
        Assert.InRange(new FileInfo(Path.Combine(ModelsFolder.Path, ClassifierLoader.FileName)).Length, 1, 4 * 1024 * 1024);

    [SharedDataFact]
    public void Shipped_artefact_recognises_the_tasks_of_its_training_prompts()
    {
        var classifier = ClassifierLoader.Load(ModelsFolder.Path).Classifier;
        var rows = OutcomeReader.ReadFile(Path.Combine(SharedData.Train, "debugbench.jsonl.gz")).Take(200).ToList();

        Assert.True(rows.Count(row => classifier.Classify(ClassifierInput.Of(row.Prompt)).Task == TaskKind.Debugging) > 180);
    }
}
