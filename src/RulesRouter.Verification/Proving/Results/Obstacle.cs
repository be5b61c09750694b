using RulesRouter.Source;

namespace RulesRouter.Verification.Proving.Results;

/// <summary>The reason why there is no verdict, and its place.</summary>
internal sealed record Obstacle(string Reason, SourceSpan Place);
