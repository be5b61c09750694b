using System.Text.Json;
using RulesRouter.Catalog;
using RulesRouter.Gateway.Dialects.Json;

namespace RulesRouter.Gateway.Dialects.Answers;

/// <summary>Usage of Messages: the input excludes what is read from and written to the cache; the prompt is the sum of the three.</summary>
internal static class MessagesUsage
{
    /// <param name="before">What the stream said before: its counts hold where this usage has none.</param>
    /// <returns>Null if this is no usage and there was none before.</returns>
    public static TokenUsage? Read(JsonElement usage, TokenUsage? before = null)
    {
        if (!usage.IsObject())
        {
            return before;
        }

        var known = before ?? default;
        var cached = usage.Integer("cache_read_input_tokens") ?? (long)known.CachedInput;
        var written = usage.Integer("cache_creation_input_tokens") ?? (long)known.CacheWrite;
        var fresh = usage.Integer("input_tokens") ?? (long)(known.Input - known.CachedInput - known.CacheWrite);
        return new TokenUsage(
            Math.Max(0, fresh) + Math.Max(0, cached) + Math.Max(0, written),
            Math.Max(0, cached),
            Math.Max(0, written),
            Math.Max(0, usage.Integer("output_tokens") ?? (long)known.Output),
            Math.Max(0, usage.Field("output_tokens_details").Integer("thinking_tokens") ?? (long)known.Reasoning));
    }

    /// <summary>Required in every answer: zeros where the upstream stated none.</summary>
    public static void Write(Utf8JsonWriter json, TokenUsage usage)
    {
        json.WriteStartObject("usage");
        json.WriteNumber("input_tokens", Math.Max(0, (long)usage.Input - (long)usage.CachedInput - (long)usage.CacheWrite));
        json.WriteNumber("cache_creation_input_tokens", (long)usage.CacheWrite);
        json.WriteNumber("cache_read_input_tokens", (long)usage.CachedInput);
        json.WriteNumber("output_tokens", (long)usage.Output);
        if (usage.Reasoning > 0)
        {
            json.WriteStartObject("output_tokens_details");
            json.WriteNumber("thinking_tokens", (long)usage.Reasoning);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
