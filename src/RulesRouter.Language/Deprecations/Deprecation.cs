
namespace RulesRouter.Language.Deprecations;

/// <summary>A spelling that is still accepted, with a warning, and its replacement.</summary>
/// <param name="Path">Of the key or value in a document: keys joined by dots, <c>[]</c> for the items of a list.</param>
/// <param name="Spelling">The deprecated word.</param>
/// <param name="Replacement">The current spelling.</param>
/// <param name="IsValue">True: the spelling is the value of the key. False: it is the last key of the path.</param>
/// <param name="Reason">Origin of the spelling, for the reference.</param>
internal sealed record Deprecation(string Path, string Spelling, string Replacement, bool IsValue, string Reason);
