namespace RulesRouter.Testing;

/// <summary>A decision that violates an assertion.</summary>
public sealed class DecisionAssertionException(string message) : Exception(message);
