using System.Text.Json;
using RulesRouter.Catalog;
using RulesRouter.Gateway.Dialects.Json;

namespace RulesRouter.Gateway.Dialects.Answers;

/// <summary>Usage of Responses: the input includes what is read from and written to the cache.</summary>
internal static class ResponsesUsage
{
    /// <summary>Null if this is no usage.</summary>
    public static TokenUsage? Read(JsonElement usage)
    {
        if (!usage.IsObject())
        {
            return null;
        }

        var input = usage.Field("input_tokens_details");
        return new TokenUsage(
            usage.Count("input_tokens"),
            input.Count("cached_tokens"),
            input.Count("cache_write_tokens"),
            usage.Count("output_tokens"),
            usage.Field("output_tokens_details").Count("reasoning_tokens"));
    }

    /// <summary>All details are required, also those that are 0.</summary>
    public static void Write(Utf8JsonWriter json, TokenUsage? usage)
    {
        if (usage is not { } known)
        {
            json.WriteNull("usage");
            return;
        }

        json.WriteStartObject("usage");
        json.WriteNumber("input_tokens", (long)known.Input);
        json.WriteStartObject("input_tokens_details");
        json.WriteNumber("cached_tokens", (long)known.CachedInput);
        json.WriteNumber("cache_write_tokens", (long)known.CacheWrite);
        json.WriteEndObject();
        json.WriteNumber("output_tokens", (long)known.Output);
        json.WriteStartObject("output_tokens_details");
        json.WriteNumber("reasoning_tokens", (long)known.Reasoning);
        json.WriteEndObject();
        json.WriteNumber("total_tokens", (long)known.Input + (long)known.Output);
        json.WriteEndObject();
    }
}
