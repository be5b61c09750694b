using LibGit2Sharp;

namespace RulesRouter.Suites.Tests;

/// <summary>A real git repository in a temporary folder, with commits made by the test.</summary>
internal sealed class GitHistory : IDisposable
{
    private readonly Repository repository;
    private DateTimeOffset time = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    public GitHistory()
    {
        Folder = Directory.CreateTempSubdirectory("rulesrouter-history").FullName;
        Repository.Init(Folder);
        repository = new Repository(Folder);
    }

    public string Folder { get; }

    public Repository Repository => repository;

    /// <summary>Commits the work tree with these contents; null deletes a file. Every commit is an hour after the one before.</summary>
    public Commit Commit(string message, params (string Path, string? Content)[] files)
    {
        foreach (var (path, content) in files)
        {
            Write(path, content is null ? null : System.Text.Encoding.UTF8.GetBytes(content));
        }

        return CommitWorkTree(message);
    }

    public Commit CommitBytes(string message, string path, byte[] content)
    {
        Write(path, content);
        return CommitWorkTree(message);
    }

    public Commit CommitWorkTree(string message)
    {
        Commands.Stage(repository, "*");
        var author = Author();
        return repository.Commit(message, author, author, new CommitOptions { AllowEmptyCommit = true });
    }

    /// <summary>Commits on a branch of its own, and merges it without fast-forward.</summary>
    public Commit Merge(string branch, string message, Action commits)
    {
        var main = repository.Head;
        Commands.Checkout(repository, repository.CreateBranch(branch));
        commits();
        var merged = repository.Head.Tip;
        Commands.Checkout(repository, main);
        var author = Author();
        var options = new MergeOptions { FastForwardStrategy = FastForwardStrategy.NoFastForward, CommitOnSuccess = false };
        repository.Merge(merged, author, options);
        return repository.Commit(message, author, author);
    }

    public void Dispose()
    {
        repository.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private Signature Author() => new("Ada", "ada@example.org", time = time.AddHours(1));

    private void Write(string path, byte[]? content)
    {
        var full = Path.Combine(Folder, path);
        if (content is null)
        {
            File.Delete(full);
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllBytes(full, content);
    }
}
