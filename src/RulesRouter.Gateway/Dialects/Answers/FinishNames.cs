using System.Diagnostics;

namespace RulesRouter.Gateway.Dialects.Answers;

/// <summary>The words that the dialects have for why an answer ended.</summary>
internal static class FinishNames
{
    /// <param name="hasToolCalls">A call that the client asked for by name ends with <c>stop</c> at OpenAI.</param>
    public static Finish FromChat(string name, bool hasToolCalls) => name switch
    {
        "stop" when hasToolCalls => new(FinishReason.ToolCalls, name),
        "stop" => new(FinishReason.Stop, name),
        "length" => new(FinishReason.Length, name),
        "tool_calls" or "function_call" => new(FinishReason.ToolCalls, name),
        "content_filter" => new(FinishReason.Filter, name),
        _ => new(FinishReason.Other, name),
    };

    public static Finish FromMessages(string name, string? stopSequence) => name switch
    {
        "end_turn" => new(FinishReason.Stop, name),
        "stop_sequence" => new(FinishReason.StopSequence, name, stopSequence),
        "max_tokens" => new(FinishReason.Length, name),
        "model_context_window_exceeded" => new(FinishReason.ContextWindow, name),
        "tool_use" => new(FinishReason.ToolCalls, name),
        "refusal" => new(FinishReason.Filter, name),
        "pause_turn" => new(FinishReason.Pause, name),
        _ => new(FinishReason.Other, name),
    };

    /// <param name="incompleteReason">Of <c>incomplete_details</c>.</param>
    public static Finish FromResponses(string status, string? incompleteReason, bool hasToolCalls) => (status, incompleteReason) switch
    {
        ("completed", _) => new(hasToolCalls ? FinishReason.ToolCalls : FinishReason.Stop, status),
        ("incomplete", "content_filter") => new(FinishReason.Filter, status),
        ("incomplete", _) => new(FinishReason.Length, status),
        _ => new(FinishReason.Other, status),
    };

    public static string ToChat(Finish finish) => finish.Reason switch
    {
        FinishReason.Stop or FinishReason.StopSequence => "stop",
        FinishReason.Length or FinishReason.ContextWindow or FinishReason.Pause => "length",
        FinishReason.ToolCalls => "tool_calls",
        FinishReason.Filter => "content_filter",
        FinishReason.Other => finish.Name,
        _ => throw new UnreachableException($"{finish.Reason}"),
    };

    /// <param name="hasRefusal">A refusal is part of the answer at OpenAI, and a way to end a turn here.</param>
    public static string ToMessages(Finish finish, bool hasRefusal) => finish.Reason switch
    {
        FinishReason.Stop when hasRefusal => "refusal",
        FinishReason.Stop => "end_turn",
        FinishReason.StopSequence => "stop_sequence",
        FinishReason.Length or FinishReason.Pause => "max_tokens",
        FinishReason.ContextWindow => "model_context_window_exceeded",
        FinishReason.ToolCalls => "tool_use",
        FinishReason.Filter => "refusal",
        FinishReason.Other => finish.Name,
        _ => throw new UnreachableException($"{finish.Reason}"),
    };

    /// <returns>The status and the reason of <c>incomplete_details</c>.</returns>
    public static (string Status, string? IncompleteReason) ToResponses(Finish finish) => finish.Reason switch
    {
        FinishReason.Stop or FinishReason.StopSequence or FinishReason.ToolCalls => ("completed", null),
        FinishReason.Length or FinishReason.ContextWindow or FinishReason.Pause => ("incomplete", "max_output_tokens"),
        FinishReason.Filter => ("incomplete", "content_filter"),
        FinishReason.Other => ("completed", null),
        _ => throw new UnreachableException($"{finish.Reason}"),
    };
}
