using System.Collections.Immutable;
using RulesRouter.Language;

namespace RulesRouter.Verification.Comparing;

/// <summary>One of two states of policies and catalog.</summary>
/// <param name="Name">As given by the user: a folder, or a revision and a folder.</param>
/// <param name="Files">Files that it was loaded from.</param>
internal sealed record ComparedSide(string Name, ImmutableArray<PolicyFile> Files, PolicyFolder Folder)
{
    public static ComparedSide Load(string name, ImmutableArray<PolicyFile> files, string classifierDigest) =>
        new(name, files, PolicyFolder.Load(files, classifierDigest));
}
