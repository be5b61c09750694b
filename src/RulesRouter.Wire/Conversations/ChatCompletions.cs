using System.Collections.Immutable;

namespace RulesRouter.Wire.Conversations;

/// <summary>
/// What a body of OpenAI's Chat Completions may contain, after its API reference (CreateChatCompletionRequest and what it refers to), with
/// <c>reasoning_content</c>, <c>prefix</c> and <c>thinking</c> of DeepSeek and the reasoning of OpenRouter, which clients send back.
/// </summary>
internal static class ChatCompletions
{
    public static ImmutableArray<string> Fields { get; } =
    [
        "audio", "frequency_penalty", "function_call", "functions", "logit_bias", "logprobs", "max_completion_tokens", "max_tokens",
        "messages", "metadata", "modalities", "model", "moderation", "n", "parallel_tool_calls", "prediction", "presence_penalty",
        "prompt_cache_key", "prompt_cache_options", "prompt_cache_retention", "reasoning_effort", "response_format", "safety_identifier",
        "seed", "service_tier", "stop", "store", "stream", "stream_options", "temperature", "thinking", "tool_choice", "tools", "top_k",
        "top_logprobs", "top_p", "user", "verbosity", "web_search_options",
    ];

    public static ImmutableArray<NodeField> MessageFields { get; } =
    [
        NodeField.Role, NodeField.Content, NodeField.Name, NodeField.ToolCalls, NodeField.ToolCallId, NodeField.FunctionCall,
        NodeField.Refusal, NodeField.Audio, NodeField.Annotations, NodeField.ReasoningContent, NodeField.Reasoning,
        NodeField.ReasoningDetails, NodeField.Prefix,
    ];

    public static ImmutableArray<NodeShape> Parts { get; } =
    [
        new("text", NodeKind.Text, NodeField.Text, NodeField.PromptCacheBreakpoint, NodeField.Annotations),
        new("refusal", NodeKind.Text, NodeField.Refusal),
        new("image_url", NodeKind.Image, NodeField.ImageUrl, NodeField.PromptCacheBreakpoint, NodeField.CacheControl),
        new("input_audio", NodeKind.Audio, NodeField.InputAudio, NodeField.PromptCacheBreakpoint),
        new("file", NodeKind.File, NodeField.File, NodeField.PromptCacheBreakpoint, NodeField.CacheControl),
    ];

    public static ImmutableArray<NodeShape> ToolCalls { get; } =
    [
        new("function", NodeKind.ToolCall, NodeField.Id, NodeField.Function, NodeField.Index),
        new("custom", NodeKind.ToolCall, NodeField.Id, NodeField.Custom, NodeField.Index),
    ];
}
