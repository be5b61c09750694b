using System.Text.Json;
using RulesRouter.Catalog;
using RulesRouter.Gateway.Dialects.Json;

namespace RulesRouter.Gateway.Dialects.Errors;

/// <summary>Reads the errors of upstreams: bodies, events of streams and the errors within a failed response.</summary>
internal static class ErrorReader
{
    /// <param name="status">The HTTP status, 400 to 599.</param>
    /// <param name="body">Any bytes: proxies answer with HTML or nothing.</param>
    public static UpstreamFailure Read(ApiDialect dialect, int status, ReadOnlyMemory<byte> body, ErrorTable? table = null)
    {
        using var document = Parsing.Object(body);
        return document is null
            ? Failure(dialect, status, default, $"the upstream answered with HTTP status {status} and a body that is not JSON", table)
            : Failure(dialect, status, Error(document.RootElement), $"the upstream answered with HTTP status {status}", table);
    }

    /// <summary>An error in a stream or in a body of status 200: its status follows from its type or code.</summary>
    public static UpstreamFailure InStream(ApiDialect dialect, JsonElement data, ErrorTable table)
    {
        var error = Error(data);
        var status = StatusOf(error.Text("type")) ?? StatusOf(error.Text("code")) ?? Numeric(error.Field("code")) ?? 502;
        return Failure(dialect, status, error, "the upstream ended its answer with an error", table);
    }

    private static UpstreamFailure Failure(ApiDialect dialect, int status, JsonElement error, string otherwise, ErrorTable? table)
    {
        var message = error.Text() ?? error.Text("message") ?? error.Text("detail");
        var type = error.Text("type");
        var code = error.Text("code");
        type = type == "error" ? null : type;
        return new UpstreamFailure(
            (table ?? ErrorTable.Default).Classify(dialect, status, type, code, message),
            status,
            string.IsNullOrEmpty(message) ? otherwise : message,
            type,
            code,
            error.Text("param"));
    }

    /// <summary>The error within <c>error</c>, within a failed <c>response</c>, or flat.</summary>
    private static JsonElement Error(JsonElement body) =>
        body.Field("error") is { ValueKind: JsonValueKind.Object or JsonValueKind.String } nested ? nested
            : body.Field("response").Field("error") is { ValueKind: JsonValueKind.Object } failed ? failed
            : body;

    private static int? Numeric(JsonElement code) => code.Integer() is >= 400 and < 600 and var status ? (int)status : null;

    private static int? StatusOf(string? name) => name switch
    {
        "invalid_request_error" or "invalid_prompt" or "context_length_exceeded" or "content_filter" => 400,
        "authentication_error" or "invalid_api_key" => 401,
        "billing_error" => 402,
        "permission_error" => 403,
        "not_found_error" or "model_not_found" => 404,
        "request_too_large" => 413,
        "rate_limit_error" or "rate_limit_exceeded" or "insufficient_quota" => 429,
        "server_error" or "api_error" => 500,
        "timeout_error" => 504,
        "overloaded_error" => 529,
        _ => null,
    };
}
