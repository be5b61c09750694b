using RulesRouter.Economics.Abilities;

namespace RulesRouter.Core.Tests.Economics.Abilities;

public sealed class ModelSizeTests
{
    [Theory]
    [InlineData("llama-3.1-70b-instruct", 70.0)]
    [InlineData("qwen2.5-7b", 7.0)]
    [InlineData("Phi-1.5B", 1.5)]
    [InlineData("qwen3-30b-a3b-instruct-2507", 9.4868)]
    [InlineData("open-mixtral-8x7b", 28.0)]
    [InlineData("gemma-3n-e4b-it", 4.0)]
    [InlineData("deepseek-v3.2", null)]
    [InlineData("gpt-4o", null)]
    [InlineData("mobile-3bit", null)]
    [InlineData("glm-4.5b2", null)]
    [InlineData("model-0b", null)]
    public void Name_states_billions_of_parameters(string name, double? size)
    {
        if (size is { } expected)
        {
            Assert.Equal(expected, ModelSize.Of(name)!.Value, 3);
        }
        else
        {
            Assert.Null(ModelSize.Of(name));
        }
    }

    [Theory]
    [InlineData("gpt-5-mini", true)]
    [InlineData("Claude Haiku 4.5", true)]
    [InlineData("gemini-2.5-flash-lite", true)]
    [InlineData("minimax-m2", false)]
    [InlineData("nanotron", false)]
    public void Word_of_the_name_marks_a_small_model(string name, bool small) => Assert.Equal(small, ModelSize.IsMarkedSmall(name));
}
