using RulesRouter.Requests;

namespace RulesRouter.Gateway.Dialects.Errors;

/// <summary>What an upstream said instead of an answer, or what was wrong with its answer.</summary>
/// <param name="Status">The HTTP status for the client, 400 to 599.</param>
/// <param name="Type">The upstream's own type of error, if it named one.</param>
/// <param name="Code">The upstream's own code, if it named one.</param>
/// <param name="Param">The field of the request that the upstream objects to, if it named one.</param>
internal sealed record UpstreamFailure(
    FailureClass Class,
    int Status,
    string Message,
    string? Type = null,
    string? Code = null,
    string? Param = null)
{
    /// <summary>The upstream closed a stream before its proper end.</summary>
    public static UpstreamFailure BrokenStream { get; } =
        new(FailureClass.Unavailable, 502, "the upstream closed the stream before the end of its answer", Code: "stream_broken");

    /// <summary>The upstream sent something that its dialect does not have.</summary>
    public static UpstreamFailure Unreadable(string what) =>
        new(FailureClass.Unavailable, 502, $"the upstream's answer could not be read: {what}", Code: "answer_unreadable");
}
