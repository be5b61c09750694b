namespace RulesRouter.Language.Import.Identity;

/// <summary>
/// Names of one model that no rule of spelling relates, each looked up at its vendor or provider. A name that is not here stays a model
/// of its own, and an import lists it as doubtful where it resembles another.
/// </summary>
internal static class ModelSynonyms
{
    /// <summary>As a provider spells them, in lower case and without a region.</summary>
    private static readonly Dictionary<string, string> Spellings = new(StringComparer.Ordinal)
    {
        // Bedrock's documentation: "DeepSeek-V3.1"
        ["deepseek.v3-v1:0"] = "deepseek-v3.1",
        ["anthropic.claude-v2"] = "claude-2.0",
        ["anthropic.claude-v2:1"] = "claude-2.1",
    };

    /// <summary>By key.</summary>
    private static readonly Dictionary<string, string> Keys = new(StringComparer.Ordinal)
    {
        // Maverick has only 128 experts, Scout only 16.
        ["llama-4-maverick-17b-128e-instruct"] = "llama-4-maverick-17b-instruct",
        ["llama-4-maverick-17b-128e-instruct-fp8"] = "llama-4-maverick-17b-instruct-fp8",
        ["llama-4-scout-17b-16e-instruct"] = "llama-4-scout-17b-instruct",

        // Groq's names of Meta's instruct models.
        ["llama-3-1-8b-instant"] = "llama-3.1-8b-instruct",
        ["llama-3-3-70b-versatile"] = "llama-3.3-70b-instruct",

        // Published as instruct models only.
        ["qwen-3-coder-30b-a3b"] = "qwen3-coder-30b-a3b-instruct",
        ["qwen-3-coder-480b-a35b"] = "qwen3-coder-480b-a35b-instruct",
        ["qwen-3-235b-a22b-2507"] = "qwen3-235b-a22b-instruct-2507",

        // Mistral's names by release, and by size.
        ["devstral-2-123b"] = "devstral-2512",
        ["mistral-large-3-675b-instruct"] = "mistral-large-2512",
        ["open-mistral-nemo"] = "mistral-nemo",
        ["labs-devstral-small-2512"] = "devstral-small-2512",

        // OpenAI's API has the chat models under `-latest` only.
        ["gpt-5-chat"] = "gpt-5-chat-latest",
        ["gpt-5-1-chat"] = "gpt-5.1-chat-latest",
        ["gpt-5-2-chat"] = "gpt-5.2-chat-latest",
        ["gpt-5-3-chat"] = "gpt-5.3-chat-latest",

        ["llama-3-1-nemotron-ultra-253b-v1"] = "llama-3.1-nemotron-ultra-253b",
        ["nemotron-3-nano-omni"] = "nemotron-3-nano-omni-30b-a3b-reasoning",
    };

    public static string? OfSpelling(string spelling) => Spellings.GetValueOrDefault(spelling);

    public static string? OfKey(string key) => Keys.GetValueOrDefault(key);
}
