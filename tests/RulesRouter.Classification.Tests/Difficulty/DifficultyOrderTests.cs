using RulesRouter.Catalog;
using RulesRouter.Requests;

namespace RulesRouter.Classifiers.Tests.Difficulty;

/// <summary>
/// Hand-written pairs of prompts that anyone would order the same way, for tasks whose difficulty follows fixed rules.
/// </summary>
public class DifficultyOrderTests
{
    private static readonly HeuristicClassifier Classifier = new();

    private static readonly ILookup<TaskKind, (string Easier, string Harder)> Pairs = DifficultyPairs.Read("pairs.txt");

    public static TheoryData<TaskKind> Tasks => [.. Pairs.Select(task => task.Key)];

    [Theory]
    [MemberData(nameof(Tasks))]
    public void Harder_prompt_of_each_of_ten_pairs_has_the_higher_score(TaskKind task)
    {
        Assert.Equal(10, Pairs[task].Count());
        Assert.All(Pairs[task], pair => Assert.True(Of(pair.Easier, task) < Of(pair.Harder, task), pair.Harder));
    }

    [Fact]
    public void Agentic_work_is_never_easier_than_small_talk()
    {
        var prompts = Pairs.SelectMany(task => task.SelectMany(pair => new[] { pair.Easier, pair.Harder })).ToList();

        Assert.True(prompts.Min(prompt => Of(prompt, TaskKind.Agentic)) > prompts.Max(prompt => Of(prompt, TaskKind.Chat)));
    }

    [Theory]
    [InlineData("Untangle the scheduler from the storage.")]
    [InlineData("Make the parser incremental, same behaviour.")]
    [InlineData("Rozdziel tę klasę na trzy.")]
    public void Short_refactoring_is_never_of_the_low_tier(string prompt) =>
        Assert.NotEqual(ComplexityTier.Low, Classifier.Classify(ClassifierInput.Of(prompt, TaskKind.Refactor)).Tier);

    [Fact]
    public void Unknown_task_has_no_score_and_no_tier()
    {
        var classification = Classifier.Classify(ClassifierInput.Of("asdf qwer zxcv"));

        Assert.Null(classification.Task);
        Assert.Null(classification.Difficulty);
        Assert.Null(classification.Tier);
    }

    private static double? Of(string prompt, TaskKind task) => Classifier.Classify(ClassifierInput.Of(prompt, task)).Difficulty;
}
