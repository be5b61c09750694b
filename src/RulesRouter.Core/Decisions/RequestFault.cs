using RulesRouter.Diagnostics;

namespace RulesRouter.Decisions;

/// <summary>What is wrong with a request.</summary>
/// <param name="Pointer">JSON pointer (RFC 6901) into the request.</param>
/// <param name="Message">Kept on one line, and cut where the request's own text makes it long.</param>
public sealed record RequestFault(string Pointer, string Message)
{
    public string Pointer { get; init; } = OneLine.Of(Pointer, 200);

    public string Message { get; } = OneLine.Of(Message);
}
