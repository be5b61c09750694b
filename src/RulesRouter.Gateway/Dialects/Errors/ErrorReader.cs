using System.Text.Json;
using RulesRouter.Catalog;
using RulesRouter.Gateway.Dialects.Json;
using RulesRouter.Requests;

namespace RulesRouter.Gateway.Dialects.Errors;

/// <summary>Reads the errors of upstreams: bodies, events of streams and the errors within a failed response.</summary>
internal static class ErrorReader
{
    /// <param name="status">The HTTP status, none of success; the client gets 502 for one that is no error.</param>
    /// <param name="body">Any bytes: proxies answer with HTML or nothing.</param>
    public static UpstreamFailure Read(ApiDialect dialect, int status, ReadOnlyMemory<byte> body, ErrorTable? table = null)
    {
        if (status is not (>= 400 and < 600))
        {
            return new UpstreamFailure(
                FailureClass.Unavailable,
                502,
                status is >= 300 and < 400
                    ? $"the upstream answered with HTTP status {status}, a redirect, which the gateway does not follow; "
                        + "check the provider's `baseUrl`"
                    : $"the upstream answered with HTTP status {status}");
        }

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
        var failed = (table ?? ErrorTable.Default).Classify(dialect, status, type, code, message);
        return failed == FailureClass.Authentication ? OfCredential(status, message) : new UpstreamFailure(
            failed,
            status,
            string.IsNullOrEmpty(message) ? otherwise : message,
            type,
            code,
            error.Text("param"));
    }

    /// <summary>
    /// The credential is the gateway's: a client that reads of a wrong key would look for the error in its own. What a vendor says of a
    /// key that it does not know may quote a part of it.
    /// </summary>
    private static UpstreamFailure OfCredential(int status, string? message) => new(
        FailureClass.Authentication,
        status,
        status == 403 && !string.IsNullOrEmpty(message)
            ? $"the upstream does not permit this to the gateway's credential: {message}"
            : $"the upstream rejected the gateway's credential with HTTP status {status}; the client's is not sent to it",
        status == 403 ? "permission_error" : "authentication_error");

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
