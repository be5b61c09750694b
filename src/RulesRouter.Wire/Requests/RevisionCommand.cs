namespace RulesRouter.Wire.Requests;

/// <summary>What an administrator asks of a revision.</summary>
internal sealed record RevisionCommand(string? Revision, string? Commit);
