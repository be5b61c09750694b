using FsCheck;
using FsCheck.Xunit;
using RulesRouter.Catalog;
using RulesRouter.Requests;

namespace RulesRouter.Classifiers.Tests.Serving;

public class TrainedClassifierTests
{
    private static readonly string[] Prompts = [.. DrawnOutcomes.Draw(60, 77).Select(row => row.Prompt).OrderBy(prompt => prompt.Length)];

    private static string Short => Prompts[5];

    private static string Long => Prompts[^5];

    [Fact]
    public void Success_rises_with_ability_and_falls_with_difficulty()
    {
        var (easy, hard) = (Classify(Short, TaskKind.Reasoning), Classify(Long, TaskKind.Reasoning));

        Assert.True(easy.Difficulty < hard.Difficulty);
        Assert.All(easy.Success.Zip(easy.Success.Skip(1)), pair => Assert.True(pair.First.Probability <= pair.Second.Probability));
        Assert.True(easy.Success.Sum(chance => chance.Probability) > hard.Success.Sum(chance => chance.Probability));
        Assert.True(easy.OutputTokens < hard.OutputTokens);
    }

    [Fact]
    public void Task_without_outcomes_has_a_difficulty_and_no_success()
    {
        var classification = Classify(Short, TaskKind.Agentic);

        Assert.Empty(classification.Success);
        Assert.False(classification.OutOfDistribution);
        Assert.NotNull(classification.Difficulty);
    }

    [Fact]
    public void Unfamiliar_prompt_is_shrunk_towards_the_mean_of_each_ability()
    {
        var strange = string.Concat(Enumerable.Range(0, 60).Select(at => $"{{{at}: [[$x_{{{at}}} ^ \\frac]]}};\n\t@@\n"));
        var classification = Classify(strange, TaskKind.Reasoning);

        Assert.True(classification.OutOfDistribution);
        Assert.Null(classification.Difficulty);
        Assert.Null(classification.Tier);
        Assert.All(classification.Success, chance => Assert.InRange(Math.Abs(chance.Probability - chance.Ability), 0, 0.2));
    }

    [Fact]
    public void Longer_of_two_unfamiliar_prompts_is_solved_less_often()
    {
        var (shorter, longer) = (Classify(Strange(20), TaskKind.Reasoning), Classify(Strange(90), TaskKind.Reasoning));

        Assert.True(shorter.OutOfDistribution && longer.OutOfDistribution);
        Assert.True(shorter.Success.Sum(chance => chance.Probability) > longer.Success.Sum(chance => chance.Probability));

        static string Strange(int lines) =>
            string.Concat(Enumerable.Range(0, lines).Select(at => $"{{{at}: [[$x_{{{at * 7}}} ^ \\frac]]}};\n\t@@\n"));
    }

    [Fact]
    public void Untrained_domain_uses_length_alone()
    {
        var (shorter, longer) = (Classify(Short, TaskKind.Debugging), Classify(Long, TaskKind.Debugging));

        Assert.True(shorter.Difficulty < longer.Difficulty);
        Assert.True(shorter.Success.Sum(chance => chance.Probability) > longer.Success.Sum(chance => chance.Probability));
        Assert.All(longer.Success, chance => Assert.InRange(Math.Abs(chance.Probability - chance.Ability), 0, 0.1));
    }

    [Fact]
    public void Markers_override_the_trained_heads() =>
        Assert.Equal(TaskKind.Autocomplete, Classify("<fim_prefix>a<fim_suffix>b<fim_middle>", null).Task);

    [Fact]
    public void An_empty_prompt_is_unknown() => Assert.Equal(Classification.Unknown, Classify(" ", null));

    [Property]
    public bool Every_prompt_gets_values_in_range(NonNull<string> text, bool known)
    {
        var classification = Classify(text.Get, known ? TaskKind.Reasoning : null);
        return classification.Difficulty is null or (>= 0 and <= 1)
            && classification.Success.All(chance => chance.Probability is > 0 and < 1)
            && (!known || classification.Task == TaskKind.Reasoning);
    }

    [Fact]
    public void Concurrent_calls_are_independent()
    {
        var expected = Classify(Long, TaskKind.Reasoning);

        Parallel.For(0, 400, at =>
        {
            Classify(at % 2 == 0 ? Short : "Explain " + at, null);
            var found = Classify(Long, TaskKind.Reasoning);
            Assert.Equal((expected.Difficulty, expected.OutputTokens), (found.Difficulty, found.OutputTokens));
            Assert.Equal(expected.Success, found.Success);
        });
    }

    [Fact]
    public void Classification_allocates_only_its_answer()
    {
        Classify(Long, TaskKind.Reasoning);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Classify(Long, TaskKind.Reasoning);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1024);
    }

    private static Classification Classify(string text, TaskKind? task) =>
        TrainedFixture.Classifier.Classify(ClassifierInput.Of(text, task));
}
