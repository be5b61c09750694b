using System.Collections.Immutable;

namespace RulesRouter.Wire.Conversations;

/// <summary>
/// What a body of OpenAI's Responses may contain, after its API reference (CreateResponse and what it refers to), with
/// <c>client_metadata</c> and <c>namespace</c>, which Codex sends.
/// </summary>
internal static class Responses
{
    public static ImmutableArray<string> Fields { get; } =
    [
        "background", "client_metadata", "context_management", "conversation", "include", "input", "instructions", "max_output_tokens",
        "max_tool_calls", "metadata", "model", "moderation", "parallel_tool_calls", "previous_response_id", "prompt", "prompt_cache_key",
        "prompt_cache_options", "prompt_cache_retention", "reasoning", "safety_identifier", "service_tier", "store", "stream",
        "stream_options", "temperature", "text", "tool_choice", "tools", "top_logprobs", "top_p", "truncation", "user",
    ];

    /// <summary>Of a message without a type; one without a role refers to a stored item.</summary>
    public static ImmutableArray<NodeField> MessageFields { get; } =
        [NodeField.Role, NodeField.Content, NodeField.Phase, NodeField.Id, NodeField.Status];

    public static ImmutableArray<NodeShape> Items { get; } =
    [
        new("message", NodeKind.Message, NodeField.Role, NodeField.Content, NodeField.Id, NodeField.Status, NodeField.Phase),
        new(
            "function_call",
            NodeKind.ToolCall,
            NodeField.Id,
            NodeField.CallId,
            NodeField.Name,
            NodeField.Namespace,
            NodeField.Arguments,
            NodeField.Status,
            NodeField.Caller,
            NodeField.CreatedBy),
        new(
            "function_call_output",
            NodeKind.ToolResult,
            NodeField.Id,
            NodeField.CallId,
            NodeField.Output,
            NodeField.Status,
            NodeField.Caller,
            NodeField.CreatedBy),
        new(
            "custom_tool_call",
            NodeKind.ToolCall,
            NodeField.Id,
            NodeField.CallId,
            NodeField.Name,
            NodeField.Namespace,
            NodeField.Input,
            NodeField.Status,
            NodeField.Caller),
        new(
            "custom_tool_call_output",
            NodeKind.ToolResult,
            NodeField.Id,
            NodeField.CallId,
            NodeField.Name,
            NodeField.Output,
            NodeField.Status,
            NodeField.Caller),
        new(
            "computer_call_output",
            NodeKind.ToolResult,
            NodeField.Id,
            NodeField.CallId,
            NodeField.Output,
            NodeField.Status,
            NodeField.AcknowledgedSafetyChecks),
        new(
            "reasoning",
            NodeKind.Reasoning,
            NodeField.Id,
            NodeField.Summary,
            NodeField.Content,
            NodeField.EncryptedContent,
            NodeField.Status),
        new("compaction", NodeKind.Reasoning, NodeField.Id, NodeField.EncryptedContent, NodeField.CreatedBy),
        new(
            "image_generation_call",
            NodeKind.Image,
            NodeField.Id,
            NodeField.Result,
            NodeField.Status,
            NodeField.RevisedPrompt,
            NodeField.Size,
            NodeField.Quality,
            NodeField.Background,
            NodeField.OutputFormat,
            NodeField.Action),
        new("item_reference", NodeKind.Silent, NodeField.Id),
        new("compaction_trigger", NodeKind.Silent),
        new(
            "mcp_approval_response",
            NodeKind.Silent,
            NodeField.Id,
            NodeField.ApprovalRequestId,
            NodeField.Approve,
            NodeField.Reason),
        new("mcp_list_tools", NodeKind.Sized),
        new("additional_tools", NodeKind.Sized),
        new("mcp_approval_request", NodeKind.SizedCall),
        new("mcp_call", NodeKind.SizedCall),
        new("computer_call", NodeKind.SizedCall),
        new("file_search_call", NodeKind.SizedCall),
        new("web_search_call", NodeKind.SizedCall),
        new("code_interpreter_call", NodeKind.SizedCall),
        new("tool_search_call", NodeKind.SizedCall),
        new("local_shell_call", NodeKind.SizedCall),
        new("shell_call", NodeKind.SizedCall),
        new("apply_patch_call", NodeKind.SizedCall),
        new("tool_search_output", NodeKind.SizedResult),
        new("local_shell_call_output", NodeKind.SizedResult),
        new("shell_call_output", NodeKind.SizedResult),
        new("apply_patch_call_output", NodeKind.SizedResult),
    ];

    public static ImmutableArray<NodeShape> Parts { get; } =
    [
        new("input_text", NodeKind.Text, NodeField.Text, NodeField.PromptCacheBreakpoint, NodeField.CacheControl),
        new("output_text", NodeKind.Text, NodeField.Text, NodeField.Annotations, NodeField.Logprobs),
        new("refusal", NodeKind.Text, NodeField.Refusal, NodeField.Text),
        new("summary_text", NodeKind.Text, NodeField.Text),
        new("reasoning_text", NodeKind.Text, NodeField.Text),
        new("input_image", NodeKind.Image, NodeField.ImageUrl, NodeField.FileId, NodeField.Detail, NodeField.PromptCacheBreakpoint),
        new("computer_screenshot", NodeKind.Image, NodeField.ImageUrl, NodeField.FileId, NodeField.Detail),
        new("input_audio", NodeKind.Audio, NodeField.InputAudio),
        new(
            "input_file",
            NodeKind.File,
            NodeField.FileData,
            NodeField.FileId,
            NodeField.FileUrl,
            NodeField.Filename,
            NodeField.Detail,
            NodeField.PromptCacheBreakpoint),
    ];
}
