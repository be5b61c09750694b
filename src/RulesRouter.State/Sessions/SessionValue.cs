namespace RulesRouter.State.Sessions;

/// <param name="Until">When it expires.</param>
internal sealed record SessionValue(string Text, DateTimeOffset Until);
