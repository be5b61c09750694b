using System.Text.RegularExpressions;
using RulesRouter.Catalog;
using RulesRouter.Gateway.Upstreams;

namespace RulesRouter.Gateway.Tests.Upstreams;

/// <summary>The base URLs that are shipped, and those that the README has operators state.</summary>
public sealed partial class BaseUrlTests
{
    private static readonly string[] Documented = [Path.Combine("src", "RulesRouter.Gateway", "README.md")];

    private static readonly string[] Shipped = [Path.Combine("policies", "catalog", "providers.yaml")];

    /// <summary>A path of the API that a base URL must not have: the dialect's path follows it.</summary>
    private static readonly string[] Paths = ["chat/completions", "responses", "messages", "completions", "embeddings", "models"];

    public static TheoryData<string> BaseUrls() => [.. All()];

    private static IEnumerable<string> All() => Shipped
        .SelectMany(file => ShippedUrl().Matches(File.ReadAllText(Path.Combine(Repository.Root, file))))
        .Concat(Documented.SelectMany(file => DocumentedUrl().Matches(File.ReadAllText(Path.Combine(Repository.Root, file)))))
        .Select(match => match.Groups["url"].Value)
        .Distinct();

    [Theory]
    [MemberData(nameof(BaseUrls))]
    public void Path_of_each_dialect_follows_a_base_url(string url)
    {
        var address = new Uri(url);

        Assert.Equal(("https", "", "", ""), (address.Scheme, address.Query, address.Fragment, address.UserInfo));
        Assert.False(url.EndsWith('/'));
        Assert.DoesNotContain(Paths, path => url.EndsWith('/' + path, StringComparison.Ordinal));
        foreach (var (dialect, path) in new[]
                 {
                     (ApiDialect.OpenaiChat, "/chat/completions"),
                     (ApiDialect.OpenaiResponses, "/responses"),
                     (ApiDialect.AnthropicMessages, "/messages"),
                 })
        {
            var api = new ProviderApi([dialect], address, ApiAuthentication.Bearer, null);
            using var message = UpstreamMessage.Of(api, dialect, CallKind.Answer, "key", default, isStream: false, [], "");

            Assert.Equal(url + path, message.RequestUri!.OriginalString);
            Assert.DoesNotContain("//", message.RequestUri.AbsolutePath, StringComparison.Ordinal);
            Assert.DoesNotMatch("/v[0-9]+/v[0-9]+/", message.RequestUri.AbsolutePath);
        }
    }

    [Fact]
    public void All_are_found()
    {
        Assert.True(All().Count() >= 20);
        Assert.Contains("https://api.cohere.ai/compatibility/v1", All());
    }

    [GeneratedRegex("baseUrl: \"(?<url>[^\"]+)\"")]
    private static partial Regex ShippedUrl();

    [GeneratedRegex(@"^\| [a-z-]+ \| `(?<url>https://[^`]+)`", RegexOptions.Multiline)]
    private static partial Regex DocumentedUrl();
}
