using RulesRouter.Source;

namespace RulesRouter.Verification.Proving;

/// <summary>What stood in the way of a verdict, and where.</summary>
public sealed record Obstacle(string Reason, SourceSpan Place);
