namespace RulesRouter.Testing;

/// <summary>Policies that do not load. The message is what <c>rulesrouter validate</c> prints.</summary>
public sealed class PolicyFolderException(string message) : Exception(message);
