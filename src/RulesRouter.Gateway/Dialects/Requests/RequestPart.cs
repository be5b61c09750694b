using System.Text.Json;
using RulesRouter.Gateway.Dialects.Answers;

namespace RulesRouter.Gateway.Dialects.Requests;

/// <summary>A part of a turn.</summary>
internal abstract record RequestPart
{
    /// <summary>The client marks that the prompt up to here is worth caching.</summary>
    public bool IsCacheBreakpoint { get; init; }

    public sealed record Text(string Value) : RequestPart;

    public sealed record Refusal(string Value) : RequestPart;

    public sealed record Image(MediaSource Source, string? Detail) : RequestPart;

    public sealed record Document(MediaSource Source, string? Name) : RequestPart;

    /// <param name="Value">As Chat Completions has it: data and format.</param>
    public sealed record Audio(JsonElement Value) : RequestPart;

    /// <param name="Arguments">JSON, or the text of a custom tool.</param>
    public sealed record ToolCall(string Id, string Name, string Arguments, ToolCallKind Kind) : RequestPart;

    public sealed record ToolResult(string CallId, IReadOnlyList<RequestPart> Content, bool IsError) : RequestPart
    {
        /// <summary>Texts of a result follow each other without a separator: its parts are pieces of one output.</summary>
        public string AllText => string.Concat(Content.OfType<Text>().Select(part => part.Value));
    }
}
