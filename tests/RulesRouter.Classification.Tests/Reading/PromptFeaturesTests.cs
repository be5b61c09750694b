using FsCheck;
using FsCheck.Xunit;
using RulesRouter.Classifiers.Reading;

namespace RulesRouter.Classifiers.Tests.Reading;

public class PromptFeaturesTests
{
    [Theory]
    [InlineData("```\nx\n```", true)]
    [InlineData("int F(int x)\n{\n    return x;\n}", true)]
    [InlineData("@@ -1 +1 @@\n-a\n+b", true)]
    [InlineData("What is the capital of France?", false)]
    [InlineData("First, we went home.\nThen, if it rained, we read.\n", false)]
    public void Code_is_distinguished_from_prose(string text, bool expected) =>
        Assert.Equal(expected, PromptFeatures.Read(text).HasCode);

    [Fact]
    public void Words_and_lines_are_counted()
    {
        var features = PromptFeatures.Read("one two_three\n\nfourFive 678");

        Assert.Equal((4, 3, 1), (features.Words, features.Lines, features[Signal.BlankLines]));
        Assert.Equal((1, 1, 1), (features[Signal.SnakeWords], features[Signal.CamelWords], features[Signal.LongNumbers]));
    }

    [Fact]
    public void Instruction_words_inside_code_do_not_count()
    {
        Assert.Equal(0, PromptFeatures.Read("```\nexplain(test);\n```")[Signal.Explain]);
        Assert.Equal(1, PromptFeatures.Read("Explain this:\n```\nf();\n```")[Signal.Explain]);
    }

    [Fact]
    public void Very_long_prompt_is_scanned_in_a_window_and_keeps_its_length()
    {
        var features = PromptFeatures.Read(new string('x', 1_000_000) + " end");

        Assert.Equal(1_000_004, features.Characters);
        Assert.Equal(3, features.Words);
    }

    [Property]
    public bool Signals_are_between_zero_and_the_length_except_balances(NonNull<string> text)
    {
        var features = PromptFeatures.Read(text.Get);
        return Enumerable.Range(0, (int)Signal.Count).All(
            at => (at >= (int)Signal.ParenBalance && at <= (int)Signal.BraceBalance || features.Counts[at] >= 0)
                && Math.Abs(features.Counts[at]) <= text.Get.Length + 1);
    }
}
