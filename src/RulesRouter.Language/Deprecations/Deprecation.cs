namespace RulesRouter.Language.Deprecations;

/// <summary>A spelling that is still read, with a warning, and what to write instead.</summary>
/// <param name="Path">Of the key or value in a document: keys joined by dots, <c>[]</c> for the items of a list.</param>
/// <param name="Spelling">The deprecated word.</param>
/// <param name="Replacement">The word that means the same.</param>
/// <param name="IsValue">The word stands as the value of the key; otherwise it is the last key of the path itself.</param>
/// <param name="Reason">For the reference: where the spelling is from.</param>
public sealed record Deprecation(string Path, string Spelling, string Replacement, bool IsValue, string Reason);
