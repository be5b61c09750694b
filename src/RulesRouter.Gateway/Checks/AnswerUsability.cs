using RulesRouter.Gateway.Dialects;
using RulesRouter.Gateway.Dialects.Answers;
using RulesRouter.Gateway.Dialects.Features;
using RulesRouter.Gateway.Dialects.Json;
using RulesRouter.Gateway.Dialects.Requests;

namespace RulesRouter.Gateway.Checks;

/// <summary>Whether the client can use an answer that its model ended properly: tool calls and JSON output.</summary>
internal static class AnswerUsability
{
    /// <summary>Where a request has one of these, tools may be offered that its list does not name.</summary>
    private static readonly Feature[] FurtherTools =
    [
        Feature.UnknownField,
        Feature.UnknownPart,
        Feature.ServerTools,
        Feature.VendorClientTools,
        Feature.ToolNamespaces,
        Feature.WebSearchBesideTools,
        Feature.LegacyFunctionsBesideTools,
        Feature.ServerState,
    ];

    /// <summary>What is wrong with the answer; null if nothing is. A tool's name is shown, its arguments never.</summary>
    public static string? Of(Answer answer, ClientRequest request) =>
        answer.Parts.All(IsEmpty) ? "the answer is empty"
        : answer.HasToolCalls ? OfCalls(answer, request)
        : answer.Finish.Reason == FinishReason.Pause || answer.Parts.Any(part => part is AnswerPart.Foreign) ? null
        : OfText(answer, request.Format);

    private static bool IsEmpty(AnswerPart part) => part is AnswerPart.Text { Value: "" } or AnswerPart.Reasoning;

    private static string? OfCalls(Answer answer, ClientRequest request)
    {
        var hasFurther = FurtherTools.Any(request.Features.Has);
        foreach (var call in answer.Parts.OfType<AnswerPart.ToolCall>())
        {
            var offered = request.Tools.FirstOrDefault(tool => tool.Name == call.Name);
            if (offered is null && !hasFurther)
            {
                return $"tool `{Shown(call.Name)}` was not offered";
            }

            if (call.Kind == ToolCallKind.Function && offered?.Kind != ToolCallKind.Custom && OfArguments(call, offered) is { } fault)
            {
                return $"the arguments for tool `{Shown(call.Name)}` {fault}";
            }
        }

        return null;
    }

    /// <summary>A function without parameters may get no arguments at all.</summary>
    private static string? OfArguments(AnswerPart.ToolCall call, ToolDefinition? offered)
    {
        var arguments = Parsing.ObjectIn(string.IsNullOrWhiteSpace(call.Arguments) ? "{}" : call.Arguments);
        return !arguments.IsObject() ? "are not a JSON object"
            : offered is not null && SchemaConformance.Fault(offered.Parameters, arguments) is { } fault
                ? $"do not conform to its schema: {fault}"
            : null;
    }

    /// <summary>Some models comment before the output: then the last part counts.</summary>
    private static string? OfText(Answer answer, OutputFormat? format)
    {
        var last = answer.Parts.OfType<AnswerPart.Text>().LastOrDefault()?.Value ?? "";
        return format switch
        {
            null => null,
            OutputFormat.JsonObject => Parsing.ObjectIn(answer.Text).IsObject() || Parsing.ObjectIn(last).IsObject()
                ? null
                : "the request requires a JSON object, and the answer is none",
            OutputFormat.Schema schema => (Parsing.ValueIn(answer.Text) ?? Parsing.ValueIn(last)) is not { } value
                ? "the request requires JSON, and the answer is none"
                : SchemaConformance.Fault(schema.Value, value) is { } fault
                    ? $"the answer does not conform to the request's JSON schema: {fault}"
                : null,
            _ => throw new System.Diagnostics.UnreachableException($"{format}"),
        };
    }

    /// <summary>A model may answer with a name of any length.</summary>
    private static string Shown(string name) => name.Length <= 64 ? name : $"{name[..64]}…";
}
