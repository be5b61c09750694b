using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
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
    private static readonly string[] Forwarded = ["anthropic-version", "anthropic-beta", "openai-beta"];

    private static readonly MediaTypeHeaderValue Json = new("application/json");

    /// <summary>URLs without a query: reading one costs more than finding it.</summary>
    private static readonly ConditionalWeakTable<ProviderApi, ConcurrentDictionary<string, Uri>> Urls = [];

    /// <summary>Those headers of a client that an upstream of its own dialect gets.</summary>
    public static ImmutableArray<KeyValuePair<string, string>> HeadersOf(IHeaderDictionary headers)
    {
        ImmutableArray<KeyValuePair<string, string>> found = [];
        foreach (var name in Forwarded)
        {
            if (headers.TryGetValue(name, out var values) && values.ToString() is var value && CanBeSent(value))
            {
                found = found.Add(KeyValuePair.Create(name, value));
            }
        }

        return found;
    }

    /// <param name="headers">
    /// Of the client, as <see cref="HeadersOf"/> selects them; none where client and upstream have different dialects.
    /// </param>
    /// <param name="query">Of the client's URL, with its question mark, or empty.</param>
    public static HttpRequestMessage Of(
        ProviderApi api,
        ApiDialect dialect,
        CallKind kind,
        string? credential,
        ReadOnlyMemory<byte> body,
        bool isStream,
        ImmutableArray<KeyValuePair<string, string>> headers,
        string query)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, UrlOf(api, dialect, kind, query))
        {
            Content = new ReadOnlyMemoryContent(body),
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        request.Content.Headers.ContentType = Json;
        request.Headers.TryAddWithoutValidation("accept", isStream ? "text/event-stream" : "application/json");
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
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

    private static Uri UrlOf(ProviderApi api, ApiDialect dialect, CallKind kind, string query)
    {
        var path = PathOf(dialect, kind);
        return query.Length > 0
            ? Url(path + query, api)
            : Urls.GetValue(api, static _ => new ConcurrentDictionary<string, Uri>(StringComparer.Ordinal)).GetOrAdd(path, Url, api);
    }

    private static Uri Url(string path, ProviderApi api) => new(api.BaseUrl.OriginalString + path);

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
