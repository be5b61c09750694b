using System.Collections.Frozen;
using System.Text.Json;

namespace RulesRouter.Language.Import;

/// <summary>
/// How an imported provider is called. models.dev names the client package of each provider, its credential's environment variable and,
/// for packages that serve several providers, its base URL.
/// </summary>
internal static class ProviderApis
{
    private const string Chat = "openai-chat";
    private const string Messages = "anthropic-messages";

    /// <summary>Of several names the one in the vendor's documentation.</summary>
    private const string Gemini = "GEMINI_API_KEY";

    /// <summary>The dialects that a client package speaks, and its default base URL, which the vendor documents.</summary>
    private static readonly FrozenDictionary<string, (string Dialects, string? BaseUrl)> Packages =
        new Dictionary<string, (string, string?)>(StringComparer.Ordinal)
        {
            ["@ai-sdk/openai"] = ($"[{Chat}, openai-responses]", "https://api.openai.com/v1"),
            ["@ai-sdk/anthropic"] = (Messages, "https://api.anthropic.com/v1"),
            ["@ai-sdk/openai-compatible"] = (Chat, null),

            // inference-docs.cerebras.ai/resources/openai
            ["@ai-sdk/cerebras"] = (Chat, "https://api.cerebras.ai/v1"),

            // deepinfra.com/docs/advanced/openai_api
            ["@ai-sdk/deepinfra"] = (Chat, "https://api.deepinfra.com/v1/openai"),

            // ai.google.dev/gemini-api/docs/openai
            ["@ai-sdk/google"] = (Chat, "https://generativelanguage.googleapis.com/v1beta/openai"),
            ["@ai-sdk/groq"] = (Chat, "https://api.groq.com/openai/v1"),
            ["@ai-sdk/mistral"] = (Chat, "https://api.mistral.ai/v1"),
            ["@ai-sdk/perplexity"] = (Chat, "https://api.perplexity.ai"),

            // docs.together.ai/docs/inference/openai-compatibility
            ["@ai-sdk/togetherai"] = (Chat, "https://api.together.ai/v1"),
            ["@ai-sdk/xai"] = (Chat, "https://api.x.ai/v1"),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The line of a catalog file; null if the base URL depends on the account or is not published there.</summary>
    public static string? LineOf(JsonElement provider)
    {
        if (Text(provider, "npm") is not { } package || !Packages.TryGetValue(package, out var known))
        {
            return null;
        }

        var url = Text(provider, "api") ?? known.BaseUrl;
        return url?.StartsWith("https://", StringComparison.Ordinal) == true && !url.Contains('$')
            ? $"api: {{ dialect: {known.Dialects}, baseUrl: {CatalogYaml.Quote(url.TrimEnd('/'))}{Credential(provider)} }}"
            : null;
    }

    private static string Credential(JsonElement provider) =>
        Text(provider, "npm") == "@ai-sdk/google" ? $", credential: {Gemini}"
        : provider.TryGetProperty("env", out var names) && names.ValueKind == JsonValueKind.Array && names.GetArrayLength() == 1
            ? $", credential: {names[0].GetString()}"
            : "";

    private static string? Text(JsonElement provider, string name) =>
        provider.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
