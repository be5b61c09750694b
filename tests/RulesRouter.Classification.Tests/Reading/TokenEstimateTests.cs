using RulesRouter.Classifiers.Reading;

namespace RulesRouter.Classifiers.Tests.Reading;

public class TokenEstimateTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("a", 1)]
    [InlineData("the cat sat on the mat and it slept ", 9)]
    [InlineData("日本語の文章", 4)]
    public void Tokens_follow_the_script(string text, int expected) =>
        Assert.Equal(expected, TokenEstimate.Of(PromptFeatures.Read(text)));

    [Fact]
    public void Code_is_denser_than_prose() =>
        Assert.True(TokenEstimate.OfCharacters(300, code: true) > TokenEstimate.OfCharacters(300, code: false));
}
