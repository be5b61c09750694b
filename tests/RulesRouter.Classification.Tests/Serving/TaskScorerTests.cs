using FsCheck;
using FsCheck.Xunit;
using RulesRouter.Catalog;
using RulesRouter.Classifiers.Parameters;
using RulesRouter.Classifiers.Reading;
using RulesRouter.Classifiers.Serving;
using RulesRouter.Requests;

namespace RulesRouter.Classifiers.Tests.Serving;

public class TaskScorerTests
{
    private static readonly TaskModel Model = TrainedFixture.Learned.Value.Tasks!;

    [Property]
    public bool Serving_equals_training(NonNull<string> text, string? system, bool tools)
    {
        var input = ClassifierInput.Of(text.Get) with { SystemText = system, HasTools = tools };
        var (served, measured) = (new float[Model.Tasks.Length], new float[Model.Tasks.Length]);
        var scorer = new TaskScorer(Model);
        var grams = new TaskGrams();
        TaskReader.Read(input, PromptFeatures.Read(input), ref grams);
        scorer.Score(grams, served);
        grams.Dispose();
        scorer.Score(TaskVector.Of(input), measured);
        return served.SequenceEqual(measured) && served.All(float.IsFinite);
    }

    [Theory]
    [InlineData("<fim_prefix>a<fim_suffix>b<fim_middle>", TaskKind.Autocomplete)]
    [InlineData("def f(x):\n    return x + 1\nassert f(??) == 3", TaskKind.CodeReasoning)]
    public void Unambiguous_form_decides(string prompt, TaskKind task) =>
        Assert.Equal(task, TrainedFixture.Classifier.Classify(ClassifierInput.Of(prompt)).Task);

    [Fact]
    public void Instruction_in_the_system_text_is_read_if_the_text_has_none()
    {
        var code = ClassifierInput.Of("x = [1, 2]\ny = x[0];");
        var asked = TaskVector.Of(code with { SystemText = "Write a commit message for the diff." });

        Assert.Empty(TaskVector.Of(code).Views[(int)TaskView.Opening]);
        Assert.NotEmpty(asked.Views[(int)TaskView.Opening]);
    }
}
