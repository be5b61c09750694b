using System.Text.Json;
using RulesRouter.Catalog;
using RulesRouter.Gateway.Dialects.Json;

namespace RulesRouter.Gateway.Dialects.Answers;

/// <summary>Usage of Chat Completions: the input includes what is read from and written to the cache.</summary>
internal static class ChatUsage
{
    /// <summary>Null if this is no usage.</summary>
    public static TokenUsage? Read(JsonElement usage)
    {
        if (!usage.IsObject())
        {
            return null;
        }

        var input = usage.Field("prompt_tokens_details");
        var cached = input.Count("cached_tokens");
        return new TokenUsage(
            usage.Count("prompt_tokens"),
            cached > 0 ? cached : usage.Count("prompt_cache_hit_tokens"),
            input.Count("cache_write_tokens"),
            usage.Count("completion_tokens"),
            usage.Field("completion_tokens_details").Count("reasoning_tokens"));
    }

    public static void Write(Utf8JsonWriter json, TokenUsage usage)
    {
        json.WriteStartObject("usage");
        json.WriteNumber("prompt_tokens", (long)usage.Input);
        json.WriteNumber("completion_tokens", (long)usage.Output);
        json.WriteNumber("total_tokens", (long)usage.Input + (long)usage.Output);
        json.WriteStartObject("prompt_tokens_details");
        json.WriteNumber("cached_tokens", (long)usage.CachedInput);
        if (usage.CacheWrite > 0)
        {
            json.WriteNumber("cache_write_tokens", (long)usage.CacheWrite);
        }

        json.WriteEndObject();
        json.WriteStartObject("completion_tokens_details");
        json.WriteNumber("reasoning_tokens", (long)usage.Reasoning);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
