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

    [Theory]
    [InlineData("Refactor this loop into LINQ: foreach (var o in orders) { if (o.IsOpen) { open.Add(o); } }", TaskKind.Refactor)]
    [InlineData("Explain what this regex does: ^\\d{4}-\\d{2}$", TaskKind.Explain)]
    [InlineData("Write a rate limiter in Go", TaskKind.CodeGeneration)]
    [InlineData("regex for an email address", TaskKind.CodeGeneration)]
    [InlineData("What does this print?\nfor i in range(3):\n    print(i)", TaskKind.CodeReasoning)]
    [InlineData("NullReferenceException in OrderService.cs line 42", TaskKind.Debugging)]
    [InlineData("Is there anything wrong with this diff?", TaskKind.CodeReview)]
    [InlineData("Explique-moi la différence entre TCP et UDP", TaskKind.Knowledge)]
    public void Shipped_artefact_names_the_task_of_a_terse_request(string prompt, TaskKind task) =>
        Assert.Equal(task, ClassifierLoader.Load(ModelsFolder.Path).Classifier.Classify(ClassifierInput.Of(prompt)).Task);

    [Theory]
    [InlineData("You talk like a sailor. When asked for recommendations, you talk about birds.", "Hello! Do you recommend something cute?")]
    [InlineData("You are a grumpy wizard.", "What should I have for lunch?")]
    public void Persona_makes_no_question_agentic(string system, string prompt) => Assert.NotEqual(
        TaskKind.Agentic,
        ClassifierLoader.Load(ModelsFolder.Path).Classifier.Classify(ClassifierInput.Of(prompt) with { SystemText = system }).Task);

    [SharedDataFact]
    public void Shipped_artefact_recognises_the_tasks_of_its_training_prompts()
    {
        var classifier = ClassifierLoader.Load(ModelsFolder.Path).Classifier;
        var rows = OutcomeReader.ReadFile(Path.Combine(SharedData.Train, "debugbench.jsonl.gz")).Take(200).ToList();

        Assert.True(rows.Count(row => classifier.Classify(ClassifierInput.Of(row.Prompt)).Task == TaskKind.Debugging) > 180);
    }
}
