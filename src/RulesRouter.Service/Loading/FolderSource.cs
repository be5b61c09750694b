using System.Collections.Immutable;
using RulesRouter.Diagnostics;
using RulesRouter.Service.Options;

namespace RulesRouter.Service.Loading;

/// <summary>A folder of files, read again each time: unlike a file watcher, that detects a swapped symbolic link.</summary>
internal sealed class FolderSource(Router router, ServiceOptions options) : IPolicySource
{
    public bool IsAtomic => false;

    public ImmutableArray<Diagnostic> Problems { get; private set; } = [];

    public PolicyContent? Read()
    {
        var files = router.Read();
        Problems = files is null ? router.Problems : [];
        return files is { } read ? new PolicyContent(read, Commit: null) : null;
    }

    public void Expire()
    {
    }

    public PolicyContent ReadCommit(string commit) => throw new InvalidOperationException(
        $"`{options.PoliciesPath}` is a folder without commits; name a revision, or load the policies from git");
}
