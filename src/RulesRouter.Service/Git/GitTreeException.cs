namespace RulesRouter.Service.Git;

/// <summary>A folder of a commit that cannot be read as policies. The message names the place and, where there is one, a way out.</summary>
internal sealed class GitTreeException(string message) : Exception(message);
