using System.Text.Json;
using RulesRouter.Catalog;
using RulesRouter.Gateway.Dialects.Json;

namespace RulesRouter.Service.Gateway;

/// <summary>The id of the conversation that a client's request belongs to.</summary>
internal static class SessionIds
{
    public const string Header = "x-rulesrouter-session";

    private const string InUserId = "_session_";

    /// <summary>Ours first, then those of Claude Code and Codex.</summary>
    private static readonly string[] Headers = [Header, "x-claude-code-session-id", "session-id"];

    /// <summary>Null if the request names none. The id of a user is not one.</summary>
    public static string? Of(IHeaderDictionary headers, ApiDialect dialect, JsonElement body)
    {
        foreach (var name in Headers)
        {
            if (headers.TryGetValue(name, out var values) && values.ToString() is { Length: > 0 } id)
            {
                return id;
            }
        }

        return dialect == ApiDialect.AnthropicMessages ? InMetadata(body) : Text(body, "prompt_cache_key");
    }

    /// <summary>Claude Code writes <c>metadata.user_id</c> as JSON text, and earlier as words joined by underscores.</summary>
    private static string? InMetadata(JsonElement body)
    {
        if (!body.TryGetProperty("metadata", out var metadata)
            || metadata.ValueKind != JsonValueKind.Object
            || Text(metadata, "user_id") is not { } user)
        {
            return null;
        }

        if (user.StartsWith('{'))
        {
            try
            {
                using var document = JsonDocument.Parse(user, Parsing.Options);
                return Text(document.RootElement, "session_id");
            }
            catch (Exception exception) when (exception is JsonException or ArgumentException)
            {
                return null;
            }
        }

        var cut = user.LastIndexOf(InUserId, StringComparison.Ordinal);
        return cut >= 0 && cut + InUserId.Length < user.Length ? user[(cut + InUserId.Length)..] : null;
    }

    private static string? Text(JsonElement body, string name) =>
        body.Text(name) is { Length: > 0 } text ? text : null;
}
