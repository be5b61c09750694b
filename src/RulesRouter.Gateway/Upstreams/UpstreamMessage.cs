using System.Diagnostics;
using System.Net.Http.Headers;
using RulesRouter.Catalog;

namespace RulesRouter.Gateway.Upstreams;

/// <summary>
/// Writes the HTTP request of a call: its URL, its credential, and the headers of the client that an upstream understands.
/// </summary>
internal static class UpstreamMessage
{
    /// <summary>The version of the API that Anthropic's clients send by default.</summary>
    private const string AnthropicVersion = "2023-06-01";

    /// <summary>Tokens of this form are for <c>authorization</c>, not for <c>x-api-key</c>.</summary>
    private const string AnthropicOAuth = "sk-ant-oat";

    /// <summary>The headers that pass to an upstream of the client's own dialect. The client's credentials are not among them.</summary>
    private static readonly string[] Forwarded = ["anthropic-version", "anthropic-beta", "openai-beta", "idempotency-key"];

    /// <param name="headers">Of the client; null where client and upstream have different dialects.</param>
    /// <param name="query">Of the client's URL, with its question mark, or empty.</param>
    public static HttpRequestMessage Of(
        ProviderApi api,
        ApiDialect dialect,
        CallKind kind,
        string? credential,
        ReadOnlyMemory<byte> body,
        bool isStream,
        IEnumerable<KeyValuePair<string, string>>? headers,
        string query)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(api.BaseUrl.OriginalString + PathOf(dialect, kind) + query))
        {
            Content = new ReadOnlyMemoryContent(body),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TryAddWithoutValidation("accept", isStream ? "text/event-stream" : "application/json");
        foreach (var (name, value) in headers ?? [])
        {
            if (Forwarded.Contains(name, StringComparer.OrdinalIgnoreCase) && CanBeSent(value))
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }

        if (dialect == ApiDialect.AnthropicMessages && !request.Headers.Contains("anthropic-version"))
        {
            request.Headers.TryAddWithoutValidation("anthropic-version", AnthropicVersion);
        }

        if (credential is not null)
        {
            Authenticate(request, api.Authentication, credential);
        }

        return request;
    }

    public static string PathOf(ApiDialect dialect, CallKind kind) => (dialect, kind) switch
    {
        (ApiDialect.OpenaiChat, CallKind.Answer) => "/chat/completions",
        (ApiDialect.OpenaiResponses, CallKind.Answer) => "/responses",
        (ApiDialect.OpenaiResponses, CallKind.Compact) => "/responses/compact",
        (ApiDialect.AnthropicMessages, CallKind.Answer) => "/messages",
        (ApiDialect.AnthropicMessages, CallKind.CountTokens) => "/messages/count_tokens",
        (ApiDialect.OpenaiChat or ApiDialect.OpenaiResponses, CallKind.Embed) => "/embeddings",
        _ => throw new UnreachableException($"{dialect} has no {kind}"),
    };

    /// <summary>HTTP clients send ASCII only: with another value the call would fail, and the endpoint would seem to be at fault.</summary>
    private static bool CanBeSent(string value) => value.All(letter => letter is (>= ' ' and <= '~') or '\t');

    private static void Authenticate(HttpRequestMessage request, ApiAuthentication authentication, string credential)
    {
        var header = authentication switch
        {
            ApiAuthentication.XApiKey when credential.StartsWith(AnthropicOAuth, StringComparison.Ordinal) => "authorization",
            ApiAuthentication.Bearer => "authorization",
            ApiAuthentication.XApiKey => "x-api-key",
            ApiAuthentication.ApiKey => "api-key",
            ApiAuthentication.None => null,
        };
        if (header is not null)
        {
            request.Headers.TryAddWithoutValidation(header, header == "authorization" ? $"Bearer {credential}" : credential);
        }
    }
}
