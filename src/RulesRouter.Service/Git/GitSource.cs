using System.Collections.Immutable;
using LibGit2Sharp;
using RulesRouter.Diagnostics;
using RulesRouter.Service.Loading;
using RulesRouter.Service.Options;

namespace RulesRouter.Service.Git;

/// <summary>
/// A folder of a branch or tag of a git repository, fetched into a bare copy. While the repository cannot be reached, the copy's last
/// commit stays.
/// </summary>
internal sealed class GitSource : IPolicySource
{
    /// <summary>Below the folder of accepted revisions: the copies of repositories.</summary>
    public const string CopiesFolder = "git";

    private const int ShortDigits = 7;
    private const string Remote = "source";

    private readonly Router router;
    private readonly LoadingOptions options;
    private readonly string copy;
    private readonly string folder;
    private readonly CommitSigners? signers;
    private readonly TimeProvider clock;
    private long? fetchedAt;
    private Diagnostic? unreachable;

    /// <exception cref="IOException">The copy cannot be created.</exception>
    public GitSource(Router router, ServiceOptions options, TimeProvider clock)
    {
        this.router = router;
        this.options = options.Loading;
        this.clock = clock;
        var state = this.options.StatePath ?? throw new InvalidOperationException("policies from git need a folder of state");
        copy = Path.Combine(state, CopiesFolder, Formats.Sha256.ShortHex(this.options.GitUrl!));
        folder = options.PoliciesPath.Replace('\\', '/').Trim('/');
        signers = this.options.GitSigners is { } file ? new CommitSigners(file) : null;
        Directory.CreateDirectory(copy);
    }

    public bool IsAtomic => true;

    public ImmutableArray<Diagnostic> Problems { get; private set; } = [];

    public void Expire() => fetchedAt = null;

    public PolicyContent? Read()
    {
        var problem = Fetched();
        try
        {
            using var repository = Opened();
            if (Head(repository) is not { } head)
            {
                return Nothing(problem ?? Router.Unreadable(
                    $"`{options.GitUrl}` has no branch or tag `{options.GitRef}`; name one of its branches or tags"));
            }

            Problems = problem is null ? [] : [problem];
            return ContentOf(repository, head);
        }
        catch (Exception exception) when (exception is LibGit2SharpException or GitTreeException or IOException)
        {
            return Nothing(problem ?? Router.Unreadable($"`{options.GitUrl}` cannot be read: {exception.Message.TrimEnd('.')}"));
        }
    }

    public PolicyContent ReadCommit(string commit)
    {
        try
        {
            using var repository = Opened();
            var isName = commit.Length >= ShortDigits && commit.All(char.IsAsciiHexDigit);
            return !isName || Head(repository) is not { } head || repository.Lookup<Commit>(commit) is not { } found
                ? throw new InvalidOperationException($"no commit `{commit}` is known; give at least {ShortDigits} digits of its name")
                : repository.ObjectDatabase.FindMergeBase(head, found) != found
                ? throw new InvalidOperationException($"commit `{commit}` is not in the history of `{options.GitRef}`")
                : ContentOf(repository, found) ?? throw new InvalidOperationException(Problems[0].Message);
        }
        catch (Exception exception) when (exception is LibGit2SharpException or GitTreeException or IOException)
        {
            throw new InvalidOperationException($"commit `{commit}` cannot be read: {exception.Message.TrimEnd('.')}", exception);
        }
    }

    /// <summary>Null, with problems, for a commit that is not signed as it must be, or files that cannot be read.</summary>
    private PolicyContent? ContentOf(Repository repository, Commit commit)
    {
        if (signers?.Reject(repository, commit) is { } reason)
        {
            return Nothing(Router.Unreadable($"commit {commit.Sha[..ShortDigits]} of `{options.GitUrl}` is not loaded: {reason}"));
        }

        // Named by the branch: the same files of two commits are the same content.
        if (router.Read(() => GitTree.Read(commit, options.GitRef, folder), options.GitUrl!) is { } files)
        {
            return new PolicyContent(files, commit.Sha);
        }

        Problems = router.Problems;
        return null;
    }

    private PolicyContent? Nothing(Diagnostic problem)
    {
        Problems = [problem];
        return null;
    }

    /// <summary>Null if the copy is as fresh as it should be.</summary>
    private Diagnostic? Fetched()
    {
        if (fetchedAt is { } last && clock.GetElapsedTime(last) < options.GitInterval)
        {
            return unreachable;
        }

        fetchedAt = clock.GetTimestamp();
        unreachable = Fetch();
        return unreachable;
    }

    private Diagnostic? Fetch()
    {
        if (IsPath(options.GitUrl!) && !Repository.IsValid(options.GitUrl!))
        {
            var wrong = Path.Exists(options.GitUrl) ? "is not a git repository" : "does not exist";
            return Router.Unreadable($"`{options.GitUrl}` {wrong}; name a repository by its path or URL with --git-url{Stays()}");
        }

        try
        {
            using var repository = Opened();
            string[] wanted =
            [
                $"+refs/heads/{options.GitRef}:{Fetching(Branch)}",
                $"+refs/tags/{options.GitRef}:{Fetching(Tag)}",
            ];
            if (repository.Network.Remotes[Remote] is null)
            {
                repository.Network.Remotes.Add(Remote, options.GitUrl!);
            }

            Remove(repository, Fetching(Branch));
            Remove(repository, Fetching(Tag));
            Commands.Fetch(
                repository,
                Remote,
                wanted,
                new FetchOptions
                {
                    TagFetchMode = TagFetchMode.None,
                    CredentialsProvider = options.GitToken is { } token
                        ? (_, _, _) => new UsernamePasswordCredentials { Username = "token", Password = token }
                        : null,
                },
                logMessage: null);
            return Keep(repository);
        }
        catch (Exception exception) when (exception is LibGit2SharpException or IOException)
        {
            return Router.Unreadable($"`{options.GitUrl}` cannot be fetched: {exception.Message.TrimEnd('.')}{Stays()}");
        }
    }

    /// <summary>What was fetched is what the repository has now; if that is nothing, what it had stays.</summary>
    private Diagnostic? Keep(Repository repository)
    {
        string[] kept = [Branch, Tag];
        if (Array.TrueForAll(kept, name => repository.Refs[Fetching(name)] is null))
        {
            return Head(repository) is null ? null : Router.Unreadable(
                $"branch or tag `{options.GitRef}` of `{options.GitUrl}` was deleted{Stays()}; restore it, or name another one with --git-ref");
        }

        foreach (var name in kept)
        {
            if (repository.Refs[Fetching(name)] is { } fetched)
            {
                repository.Refs.Add(name, new ObjectId(fetched.ResolveToDirectReference().TargetIdentifier), allowOverwrite: true);
            }
            else
            {
                Remove(repository, name);
            }
        }

        return null;
    }

    private static void Remove(Repository repository, string name)
    {
        if (repository.Refs[name] is { } found)
        {
            repository.Refs.Remove(found);
        }
    }

    private string Stays()
    {
        using var repository = Opened();
        return Head(repository) is null ? "" : "; the last known commit stays";
    }

    /// <summary>Neither a URL nor <c>user@host:path</c>.</summary>
    private static bool IsPath(string url) =>
        !url.Contains("://", StringComparison.Ordinal) && !url.Contains('@', StringComparison.Ordinal);

    private string Branch => $"refs/rulesrouter/heads/{options.GitRef}";

    private string Tag => $"refs/rulesrouter/tags/{options.GitRef}";

    /// <summary>Where a fetch puts what becomes a kept reference.</summary>
    private static string Fetching(string kept) => kept.Replace("refs/rulesrouter/", "refs/rulesrouter/fetched/", StringComparison.Ordinal);

    /// <summary>A branch before a tag of the same name.</summary>
    private Commit? Head(Repository repository) =>
        (repository.Refs[Branch] ?? repository.Refs[Tag])?.ResolveToDirectReference().Target.Peel<Commit>();

    private Repository Opened() => new(Repository.IsValid(copy) ? copy : Repository.Init(copy, isBare: true));
}
