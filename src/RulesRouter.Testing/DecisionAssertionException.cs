namespace RulesRouter.Testing;

/// <summary>A decision that is not as a test expects it.</summary>
public sealed class DecisionAssertionException(string message) : Exception(message);
