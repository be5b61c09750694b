namespace RulesRouter.Suites.Mining;

/// <summary>A file that a change adds, changes, renames or deletes.</summary>
/// <param name="Path">Relative to the repository's root, with forward slashes; the new path of a rename.</param>
/// <param name="Added">Lines.</param>
/// <param name="Removed">Lines.</param>
internal sealed record ChangedFile(string Path, FileRole Role, int Added, int Removed, bool IsRename, bool IsBinary);
