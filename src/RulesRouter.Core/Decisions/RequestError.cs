using RulesRouter.Diagnostics;

namespace RulesRouter.Decisions;

/// <summary>An error in a request.</summary>
/// <param name="Pointer">JSON pointer (RFC 6901) into the request.</param>
/// <param name="Message">A single line, truncated if the request's own content makes it long.</param>
public sealed record RequestError(string Pointer, string Message)
{
    public string Pointer { get; init; } = OneLine.Of(Pointer, 200);

    public string Message { get; } = OneLine.Of(Message);
}
