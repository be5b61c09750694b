using System.ClientModel;
using System.Net;
using System.Net.Sockets;
using RulesRouter.Requests;

namespace RulesRouter.Client.Chat;

/// <summary>The class of a call's exception, by its HTTP status and by what vendors write into their messages.</summary>
internal static class FailureClassifier
{
    private static readonly string[] TooLong =
        ["context_length_exceeded", "maximum context length", "prompt is too long", "context window", "too many tokens"];

    private static readonly string[] Filtered = ["content_filter", "content_policy", "content management policy"];

    private static readonly string[] NoModel = ["model_not_found", "model not found", "does not exist", "not_found_error"];

    /// <summary>Null if the exception says nothing about the endpoint: it is the application's own.</summary>
    public static FailureClass? Of(Exception exception)
    {
        for (var one = exception; one is not null; one = one.InnerException)
        {
            if (StatusOf(one) is { } status)
            {
                return Of(status, one.Message);
            }
        }

        for (var one = exception; one is not null; one = one.InnerException)
        {
            switch (one)
            {
                case TimeoutException or OperationCanceledException:
                    return FailureClass.Timeout;
                case HttpRequestException or IOException or SocketException:
                    return FailureClass.Unavailable;
            }
        }

        return null;
    }

    private static FailureClass Of(int status, string message) => status switch
    {
        401 or 403 => FailureClass.Authentication,
        402 or 429 => FailureClass.RateLimited,
        404 => FailureClass.ModelNotFound,
        408 or 504 => FailureClass.Timeout,
        413 => FailureClass.ContextOverflow,
        >= 500 => FailureClass.Unavailable,
        _ when Says(message, TooLong) => FailureClass.ContextOverflow,
        _ when Says(message, Filtered) => FailureClass.ContentFiltered,
        _ when Says(message, NoModel) => FailureClass.ModelNotFound,
        _ => FailureClass.InvalidRequest,
    };

    private static int? StatusOf(Exception exception) => exception switch
    {
        ClientResultException { Status: > 0 } result => result.Status,
        HttpRequestException { StatusCode: HttpStatusCode status } => (int)status,
        _ => null,
    };

    private static bool Says(string message, string[] parts) =>
        Array.Exists(parts, part => message.Contains(part, StringComparison.OrdinalIgnoreCase));
}
