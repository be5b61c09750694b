using RulesRouter.Verification.Comparing;

namespace RulesRouter.Service.Loading;

/// <summary>Content that loads, compiled.</summary>
internal sealed record LoadedRevision(PolicyContent Content, PolicyFolder Folder)
{
    public string Name => Folder.Set!.Revision;

    public ComparedSide Side => new(Name, Content.Files, Folder);
}
