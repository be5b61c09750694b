using System.Collections.Immutable;
using RulesRouter.Language;

namespace RulesRouter.Service.Loading;

/// <summary>Files that can become a revision.</summary>
/// <param name="Commit">Of the git repository that they are from; null if they are from none.</param>
internal sealed record PolicyContent(ImmutableArray<PolicyFile> Files, string? Commit)
{
    /// <summary>Over names and bytes of the files.</summary>
    public string Hash { get; } = ContentHash.Of(Files);
}
