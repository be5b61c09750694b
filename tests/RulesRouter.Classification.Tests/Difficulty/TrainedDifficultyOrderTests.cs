using RulesRouter.Catalog;
using RulesRouter.Requests;

namespace RulesRouter.Classifiers.Tests.Difficulty;

/// <summary>
/// Hand-written pairs of prompts that anyone would order the same way, for tasks whose difficulty the shipped artefact predicts.
/// </summary>
public class TrainedDifficultyOrderTests
{
    private static readonly Lazy<IPromptClassifier> Classifier = new(() => ClassifierLoader.Load(ModelsFolder.Path).Classifier);

    private static readonly ILookup<TaskKind, (string Easier, string Harder)> Pairs = DifficultyPairs.Read("trained-pairs.txt");

    public static TheoryData<TaskKind> Tasks => [.. Pairs.Select(task => task.Key)];

    [Theory]
    [MemberData(nameof(Tasks))]
    public void Harder_prompt_of_each_of_ten_pairs_has_the_higher_score(TaskKind task)
    {
        Assert.Equal(10, Pairs[task].Count());
        Assert.All(Pairs[task], pair => Assert.True(Of(pair.Easier, task) < Of(pair.Harder, task), pair.Harder));
    }

    [Theory]
    [InlineData("asdf qwer zxcv", null)]
    [InlineData("tok tok tok\u2028qzx \u0001 ßßß ∑∑∑ ↯↯↯ 🜁🜂🜃🜄 ᚠᚢᚦᚨ ᚱᚲ ꙮ ꙮ ꙮ", TaskKind.Knowledge)]
    public void Unknown_task_and_unusual_prompt_have_no_score_and_no_tier(string prompt, TaskKind? task)
    {
        var classification = Classifier.Value.Classify(ClassifierInput.Of(prompt, task));

        Assert.True(classification.OutOfDistribution);
        Assert.Null(classification.Difficulty);
        Assert.Null(classification.Tier);
    }

    private static double? Of(string prompt, TaskKind task) => Classifier.Value.Classify(ClassifierInput.Of(prompt, task)).Difficulty;
}
