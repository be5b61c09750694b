namespace RulesRouter.Decisions;

/// <summary>What is wrong with a request.</summary>
/// <param name="Pointer">JSON pointer (RFC 6901) into the request.</param>
public sealed record RequestFault(string Pointer, string Message);
