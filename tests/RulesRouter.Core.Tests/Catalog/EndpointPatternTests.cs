using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using RulesRouter.Catalog;

namespace RulesRouter.Core.Tests.Catalog;

public sealed class EndpointPatternTests
{
    [Theory]
    [InlineData("openai/*", "openai/gpt-5", true)]
    [InlineData("openai/*", "openai/gpt-5#eu-west.batch", true)]
    [InlineData("*", "a/b#c", true)]
    [InlineData("*opus*", "anthropic/claude-opus-4", true)]
    [InlineData("openai/*#eu*", "openai/gpt-5", false)]
    [InlineData("openai/*#eu*", "openai/gpt-5#eu-west", true)]
    [InlineData("openai/gpt*west", "openai/gpt-5#eu-west", false)]
    [InlineData("together/*/x", "together/meta/llama/x", true)]
    [InlineData("OpenAI/*", "openai/gpt-5", false)]
    [InlineData("a*a", "a", false)]
    [InlineData("a*a", "aa", true)]
    [InlineData("", "", true)]
    public void A_star_crosses_slashes_but_not_the_hash(string pattern, string id, bool matches) =>
        Assert.Equal(matches, new EndpointPattern(pattern).Matches(id));

    [Property(MaxTest = 300)]
    public Property A_pattern_matches_like_its_regular_expression() =>
        Prop.ForAll(Letters("ab/*#").ToArbitrary(), Letters("ab/#").ToArbitrary(), (pattern, id) =>
    {
        var parts = pattern.Split('#', 2);
        var ids = id.Split('#', 2);
        var expected = Like(parts[0], ids[0]) && (parts.Length == 1 || (ids.Length == 2 && Like(parts[1], ids[1])));

        Assert.Equal(expected, new EndpointPattern(pattern).Matches(id));
    });

    private static bool Like(string pattern, string text) =>
        Regex.IsMatch(
            text,
            $"^{Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal)}\\z",
            RegexOptions.Singleline | RegexOptions.NonBacktracking);

    private static Gen<string> Letters(string from) =>
        Gen.Elements(from.ToCharArray()).ListOf().Select(letters => new string([.. letters.Take(8)]));
}
