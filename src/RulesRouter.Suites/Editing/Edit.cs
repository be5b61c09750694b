namespace RulesRouter.Suites.Editing;

/// <summary>A file that a change writes.</summary>
/// <param name="Path">Relative to the work tree, with forward slashes.</param>
internal sealed record Edit(string Path, string Content);
