namespace RulesRouter.Testing;

/// <summary>Policies that do not load. The message has the diagnostics of <c>rulesrouter validate</c>.</summary>
public sealed class PolicyFolderException(string message) : Exception(message);
