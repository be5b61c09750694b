using RulesRouter.Suites.Running;

namespace RulesRouter.Suites.Tests.Running;

public sealed class SecretPatternsTests
{
    [Theory]
    [InlineData("key AKIAABCDEFGHIJKLMNOP end", "key [secret removed] end")]
    [InlineData("ghp_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "[secret removed]")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----\nafter", "[secret removed]\nafter")]
    [InlineData("password = \"correct horse\"", "password = \"correct horse\"")]
    [InlineData("apiKey: 'a1b2c3d4e5'", "apiKey: '[secret removed]'")]
    [InlineData("const clientSecret = \"a1b2c3d4e5\";", "const clientSecret = \"[secret removed]\";")]
    [InlineData("const key = values[0];", "const key = values[0];")]
    public void Credentials_are_replaced_and_code_stays(string text, string expected) =>
        Assert.Equal(expected, SecretPatterns.Removed(text));
}
