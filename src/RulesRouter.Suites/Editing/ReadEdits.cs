using System.Collections.Immutable;

namespace RulesRouter.Suites.Editing;

/// <summary>What a model's answer asks to change.</summary>
/// <param name="Edits">Empty for a malformed answer.</param>
/// <param name="Malformed">Why the answer could not be read; null if it could.</param>
internal sealed record ReadEdits(ImmutableArray<Edit> Edits, string? Malformed)
{
    public static ReadEdits Broken(string reason) => new([], reason);
}
