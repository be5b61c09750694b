using System.Text.Json;
using RulesRouter.Catalog;
using RulesRouter.Gateway.Dialects.Errors;
using RulesRouter.Gateway.Dialects.Json;
using RulesRouter.Gateway.Upstreams;
using RulesRouter.Wire.Reading;

namespace RulesRouter.Service.Gateway;

/// <summary>What no upstream answers without: a body that lacks it is an error of the client, not a decision.</summary>
internal static class CallBody
{
    /// <summary>Of Responses, one of them is enough.</summary>
    private static readonly string[] Inputs = ["input", "prompt", "previous_response_id", "conversation"];

    /// <summary>The error for the client, with its place; null if the body has what every upstream needs.</summary>
    public static UpstreamFailure? Check(JsonElement body, ApiDialect dialect, CallKind kind)
    {
        if (body.Field("model") is { ValueKind: not (JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.String) } model)
        {
            return GatewayError.Invalid($"`model` must be a string, found {Found(model)}", "model");
        }

        return kind switch
        {
            CallKind.Embed => Lacks("input") ? Missing("input") : null,
            CallKind.Answer or CallKind.CountTokens or CallKind.Compact => dialect switch
            {
                ApiDialect.OpenaiChat or ApiDialect.AnthropicMessages => Lacks("messages") ? Missing("messages")
                    : WrongList("messages", body.Field("messages"), "a list of messages"),
                ApiDialect.OpenaiResponses => Array.TrueForAll(Inputs, Lacks) ? Missing("input")
                    : Lacks("input") || body.Field("input").IsString() ? null
                    : WrongList("input", body.Field("input"), "a string or a list of items"),
            },
        };

        bool Lacks(string name) => body.Field(name).ValueKind == JsonValueKind.Undefined;
    }

    /// <summary>The error for the client of a body that is no JSON object.</summary>
    public static UpstreamFailure NoObject(ReadOnlyMemory<byte> body)
    {
        if (body.Span.Trim(" \t\r\n"u8).IsEmpty)
        {
            return GatewayError.Invalid("the body is empty; expected a JSON object");
        }

        try
        {
            using var document = JsonDocument.Parse(body, Parsing.Options);
            return GatewayError.Invalid($"the body must be a JSON object, found {Found(document.RootElement)}");
        }
        catch (JsonException malformed)
        {
            var (line, at) = (malformed.LineNumber + 1, malformed.BytePositionInLine + 1);
            return GatewayError.Invalid(
                $"the body is not JSON, or nested deeper than {JsonPath.MaxDepth} levels: line {line}, byte {at}");
        }
    }

    private static UpstreamFailure Missing(string field) => GatewayError.Invalid($"`{field}` is missing", field);

    private static UpstreamFailure? WrongList(string field, JsonElement value, string expected)
    {
        if (!value.IsArray())
        {
            return GatewayError.Invalid($"`{field}` must be {expected}, found {Found(value)}", field);
        }

        foreach (var (index, item) in value.EnumerateArray().Index())
        {
            if (!item.IsObject())
            {
                return GatewayError.Invalid($"`{field}[{index}]` must be an object, found {Found(item)}", $"{field}[{index}]");
            }
        }

        return null;
    }

    private static string Found(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "a boolean",
        JsonValueKind.Null or JsonValueKind.Undefined => "null",
        _ => throw new System.Diagnostics.UnreachableException($"{value.ValueKind}"),
    };
}
