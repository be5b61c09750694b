using System.Diagnostics;
using System.Text.Json;
using RulesRouter.Catalog;
using RulesRouter.Gateway.Dialects.Json;
using RulesRouter.Requests;

namespace RulesRouter.Gateway.Dialects.Errors;

/// <summary>Writes an error in the client's dialect.</summary>
internal static class ErrorWriter
{
    /// <summary>The body of an answer whose status is <see cref="UpstreamFailure.Status"/>.</summary>
    /// <param name="requestId">Anthropic's errors name the request; null leaves it out.</param>
    /// <param name="write">Writes further fields beside <c>error</c>.</param>
    public static ReadOnlyMemory<byte> Body(
        ApiDialect client,
        UpstreamFailure failure,
        string? requestId = null,
        Action<Utf8JsonWriter>? write = null) => Writing.Document(json =>
        {
            json.WriteStartObject();
            if (client == ApiDialect.AnthropicMessages)
            {
                json.WriteString("type", "error");
            }

            Error(json, client, failure);
            if (client == ApiDialect.AnthropicMessages)
            {
                json.Optional("request_id", requestId);
            }

            write?.Invoke(json);
            json.WriteEndObject();
        });

    /// <summary>The field <c>error</c>.</summary>
    public static void Error(Utf8JsonWriter json, ApiDialect client, UpstreamFailure failure)
    {
        json.WriteStartObject("error");
        switch (client)
        {
            case ApiDialect.OpenaiChat or ApiDialect.OpenaiResponses:
                json.WriteString("message", failure.Message);
                json.WriteString("type", OpenaiType(failure));
                json.WriteString("param", failure.Param);
                json.WriteString("code", OpenaiCode(failure));
                break;
            case ApiDialect.AnthropicMessages:
                json.WriteString("type", AnthropicType(failure.Status));
                json.WriteString("message", AnthropicMessage(failure));
                break;
            default:
                throw new UnreachableException($"{client}");
        }

        json.WriteEndObject();
    }

    /// <summary>Clients recognise by the code that a conversation is too long, or a model unknown.</summary>
    public static string? OpenaiCode(UpstreamFailure failure) => failure.Code ?? failure.Class switch
    {
        FailureClass.ContextOverflow => "context_length_exceeded",
        FailureClass.ModelNotFound => "model_not_found",
        FailureClass.RateLimited => "rate_limit_exceeded",
        FailureClass.ContentFiltered => "content_filter",
        FailureClass.Unavailable or FailureClass.Timeout => "server_error",
        FailureClass.Authentication or FailureClass.OutputTruncated or FailureClass.RejectedOutput or FailureClass.InvalidRequest => null,
        _ => throw new UnreachableException($"{failure.Class}"),
    };

    private static string OpenaiType(UpstreamFailure failure) => failure.Type ?? failure.Status switch
    {
        401 => "authentication_error",
        403 => "permission_error",
        429 => "rate_limit_error",
        >= 500 => "server_error",
        _ => "invalid_request_error",
    };

    private static string AnthropicType(int status) => status switch
    {
        401 => "authentication_error",
        402 => "billing_error",
        403 => "permission_error",
        404 => "not_found_error",
        413 => "request_too_large",
        429 => "rate_limit_error",
        504 or 408 => "timeout_error",
        529 => "overloaded_error",
        >= 500 => "api_error",
        _ => "invalid_request_error",
    };

    /// <summary>Clients recognise by these words that a conversation is too long.</summary>
    private static string AnthropicMessage(UpstreamFailure failure) =>
        failure.Class == FailureClass.ContextOverflow && !failure.Message.Contains("too long", StringComparison.OrdinalIgnoreCase)
            ? $"prompt is too long: {failure.Message}"
            : failure.Message;
}
