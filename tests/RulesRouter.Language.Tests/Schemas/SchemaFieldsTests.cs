using RulesRouter.Language.Schemas;

namespace RulesRouter.Language.Tests.Schemas;

public sealed class SchemaFieldsTests
{
    [Theory]
    [InlineData("/policy", "name of the policy; GET /v1/policies lists them")]
    [InlineData("/messages/0/role", "author of the message: system, developer, user, assistant, tool or function")]
    [InlineData("/session/cachedTokens/deepseek~1deepseek-chat", "tokens")]
    [InlineData("/attributes/team", "a string, number, boolean or list of strings, according to the attribute's type")]
    [InlineData("/no-such-field", "")]
    [InlineData("/policy/below/a/text", "")]
    public void A_pointer_finds_the_description_of_its_field(string pointer, string expected) =>
        Assert.Equal(expected, SchemaFields.DescriptionOf("decision-request", pointer));
}
