namespace RulesRouter.Suites.Running;

/// <param name="Role"><c>system</c>, <c>user</c> or <c>assistant</c>.</param>
internal sealed record Message(string Role, string Content);
