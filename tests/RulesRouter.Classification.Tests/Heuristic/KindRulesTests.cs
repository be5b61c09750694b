using RulesRouter.Catalog;
using RulesRouter.Requests;

namespace RulesRouter.Classifiers.Tests.Heuristic;

public class KindRulesTests
{
    private static readonly HeuristicClassifier Classifier = new();

    [Theory]
    [InlineData("Translate this paragraph into French: good morning", TaskKind.Other, RequestKind.Translate)]
    [InlineData("Übersetze den Text ins Englische", TaskKind.Other, RequestKind.Translate)]
    [InlineData("把这句话翻译成英文", TaskKind.Other, RequestKind.Translate)]
    [InlineData("Extract all names and dates", TaskKind.Other, RequestKind.Extraction)]
    [InlineData("Classify the sentiment of this review", TaskKind.Other, RequestKind.Labelling)]
    [InlineData("Fix the grammar of this sentence", TaskKind.Other, RequestKind.Rewriting)]
    [InlineData("Write a poem about autumn", TaskKind.Other, RequestKind.CreativeWriting)]
    [InlineData("Play the song of the film", TaskKind.Other, null)]
    [InlineData("Write a commit message for the staged changes", TaskKind.Other, RequestKind.CommitMessage)]
    [InlineData("Add a docstring to this function", TaskKind.Other, RequestKind.Documentation)]
    [InlineData("I want you to act as a travel guide", TaskKind.Other, RequestKind.RolePlay)]
    [InlineData("Set a timer for ten minutes", TaskKind.Other, null)]
    [InlineData("Write a SQL query for the ten best customers", TaskKind.CodeGeneration, RequestKind.DataQuery)]
    [InlineData("How many orders were placed per month, by customer?", TaskKind.CodeGeneration, RequestKind.DataQuery)]
    [InlineData("Find all files larger than 100 MB", TaskKind.CodeGeneration, RequestKind.Shell)]
    [InlineData("bash one-liner that renames all pictures", TaskKind.CodeGeneration, RequestKind.Shell)]
    [InlineData("regex for a phone number", TaskKind.CodeGeneration, RequestKind.Regex)]
    [InlineData("Create a pod with two containers", TaskKind.CodeGeneration, RequestKind.Infrastructure)]
    [InlineData("Write a rate limiter in Go", TaskKind.CodeGeneration, null)]
    [InlineData("Translate this function to Java", TaskKind.CodeGeneration, null)]
    [InlineData("Who wrote Faust?", TaskKind.Knowledge, null)]
    [InlineData("hi", TaskKind.Chat, null)]
    public void Kind_refines_its_task(string prompt, TaskKind task, RequestKind? kind) =>
        Assert.Equal(kind, Classifier.Classify(ClassifierInput.Of(prompt, task)).Kind);

    [Fact]
    public void Kind_belongs_to_the_task_that_it_refines()
    {
        foreach (var kind in Enum.GetValues<RequestKind>().Where(kind => kind != RequestKind.Other))
        {
            Assert.NotNull(RequestKinds.TaskOf(kind));
        }

        Assert.Null(RequestKinds.TaskOf(RequestKind.Other));
    }

    [Fact]
    public void Unknown_task_has_no_kind() => Assert.Null(Classifier.Classify(ClassifierInput.Of("asdf translate qwer")).Kind);
}
