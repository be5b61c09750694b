using System.Text.Json;
using RulesRouter.Gateway.Dialects.Answers;

namespace RulesRouter.Gateway.Dialects.Requests;

/// <summary>A tool of the client's.</summary>
/// <param name="Parameters">The JSON schema; the kind is <c>Undefined</c> if there is none.</param>
/// <param name="Strict">Arguments conform to the schema in every case; null if the client did not say.</param>
/// <param name="Format">Of a custom tool's text; the kind is <c>Undefined</c> if it is free.</param>
internal sealed record ToolDefinition(
    ToolCallKind Kind,
    string Name,
    string? Description,
    JsonElement Parameters,
    bool? Strict,
    JsonElement Format);
