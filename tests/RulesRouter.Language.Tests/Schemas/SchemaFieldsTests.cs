using RulesRouter.Language.Schemas;

namespace RulesRouter.Language.Tests.Schemas;

public sealed class SchemaFieldsTests
{
    [Theory]
    [InlineData("/policy", "name of the policy to decide by; GET /v1/policies lists them")]
    [InlineData("/messages/0/role", "who speaks: system, user, assistant, tool")]
    [InlineData("/session/cachedTokens/deepseek~1deepseek-chat", "tokens")]
    [InlineData("/attributes/team", "a text, a number, true or false, or a list of texts, as the attribute is declared")]
    [InlineData("/no-such-field", "")]
    [InlineData("/policy/below/a/text", "")]
    public void A_pointer_finds_the_description_of_its_field(string pointer, string expected) =>
        Assert.Equal(expected, SchemaFields.DescriptionOf("decision-request", pointer));
}
