using System.Net;

namespace RulesRouter.Client;

/// <summary>A request that was not decided, or an outcome that was not stored.</summary>
public sealed class RequestRejectedException : Exception
{
    /// <param name="status">400 if the request has errors, 401 or 403 without access, 404 for an unknown policy, 413 and 429 over a limit,
    /// 503 while nothing can be decided.</param>
    /// <param name="errors">Each with the JSON pointer into the request.</param>
    public RequestRejectedException(HttpStatusCode status, string detail, IReadOnlyList<RequestProblem> errors)
        : base(string.Join("; ", errors.Select(error => error.ToString()).Prepend($"{detail} (status {(int)status})")))
    {
        Status = status;
        Errors = errors;
    }

    public HttpStatusCode Status { get; }

    /// <summary>The errors of the request; empty if the reason is another.</summary>
    public IReadOnlyList<RequestProblem> Errors { get; }
}

/// <summary>An error of a request.</summary>
/// <param name="Pointer">JSON pointer into the request; empty for the whole of it.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Help">Purpose of the field; null if unknown.</param>
public sealed record RequestProblem(string Pointer, string Message, string? Help = null)
{
    public override string ToString() => Pointer.Length == 0 ? Message : $"{Pointer}: {Message}";
}
