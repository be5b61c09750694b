using System.Collections.Immutable;

namespace RulesRouter.Wire.Conversations;

/// <summary>
/// What a body of Anthropic's Messages may contain, after its API reference (MessageCreateParams, beta fields included), with
/// <c>anthropic_version</c> and <c>anthropic_beta</c> of the same API at cloud providers.
/// </summary>
internal static class AnthropicMessages
{
    public static ImmutableArray<string> Fields { get; } =
    [
        "anthropic_beta", "anthropic_version", "cache_control", "container", "context_management", "diagnostics", "inference_geo",
        "max_tokens", "mcp_servers", "messages", "metadata", "model", "output_config", "output_format", "service_tier", "speed",
        "stop_sequences", "stream", "system", "temperature", "thinking", "tool_choice", "tools", "top_k", "top_p", "user_profile_id",
    ];

    public static ImmutableArray<NodeField> MessageFields { get; } = [NodeField.Role, NodeField.Content];

    public static ImmutableArray<NodeShape> Parts { get; } =
    [
        new("text", NodeKind.Text, NodeField.Text, NodeField.CacheControl, NodeField.Citations),
        new("image", NodeKind.Image, NodeField.Source, NodeField.CacheControl),
        new("document", NodeKind.File, NodeField.Source, NodeField.Title, NodeField.Context, NodeField.CacheControl, NodeField.Citations),
        new(
            "search_result",
            NodeKind.Text,
            NodeField.Source,
            NodeField.Title,
            NodeField.Content,
            NodeField.CacheControl,
            NodeField.Citations),
        new("thinking", NodeKind.Reasoning, NodeField.Thinking, NodeField.Signature),
        new("redacted_thinking", NodeKind.Reasoning, NodeField.Data),
        new("compaction", NodeKind.Text, NodeField.Content, NodeField.EncryptedContent, NodeField.CacheControl),
        new("mid_conv_system", NodeKind.Text, NodeField.Content, NodeField.Text, NodeField.CacheControl),
        new(
            "tool_use",
            NodeKind.ToolCall,
            NodeField.Id,
            NodeField.Name,
            NodeField.Input,
            NodeField.Caller,
            NodeField.CacheControl),
        new(
            "server_tool_use",
            NodeKind.ToolCall,
            NodeField.Id,
            NodeField.Name,
            NodeField.Input,
            NodeField.Caller,
            NodeField.CacheControl),
        new(
            "mcp_tool_use",
            NodeKind.ToolCall,
            NodeField.Id,
            NodeField.Name,
            NodeField.Input,
            NodeField.ServerName,
            NodeField.CacheControl),
        new("tool_result", NodeKind.ToolResult, NodeField.ToolUseId, NodeField.Content, NodeField.IsError, NodeField.CacheControl),
        new("mcp_tool_result", NodeKind.ToolResult, NodeField.ToolUseId, NodeField.Content, NodeField.IsError, NodeField.CacheControl),
        new("tool_reference", NodeKind.Silent, NodeField.ToolName, NodeField.CacheControl),
        new("container_upload", NodeKind.Silent, NodeField.FileId, NodeField.CacheControl),
        new("fallback", NodeKind.Sized),
        new("web_search_tool_result", NodeKind.SizedResult),
        new("web_fetch_tool_result", NodeKind.SizedResult),
        new("advisor_tool_result", NodeKind.SizedResult),
        new("code_execution_tool_result", NodeKind.SizedResult),
        new("bash_code_execution_tool_result", NodeKind.SizedResult),
        new("text_editor_code_execution_tool_result", NodeKind.SizedResult),
        new("tool_search_tool_result", NodeKind.SizedResult),
    ];
}
