using System.Collections.Immutable;
using System.Text.RegularExpressions;
using LibGit2Sharp;
using RulesRouter.Suites.Scenarios;

namespace RulesRouter.Suites.Mining;

/// <summary>
/// Walks the first-parent history of a branch, from its tip, and makes a scenario of every change that its tests can judge.
/// </summary>
internal sealed partial class HistoryMiner
{
    private const int MaxSlug = 40;

    /// <summary>A change that renames more files than this, and more than it otherwise changes, moves code and solves nothing.</summary>
    private const int MaxRenames = 5;

    private readonly Repository repository;
    private readonly MiningOptions options;

    private HistoryMiner(Repository repository, MiningOptions options)
    {
        this.repository = repository;
        this.options = options;
    }

    /// <exception cref="FormatException">The repository or the branch does not exist; the message says which.</exception>
    public static MiningResult Mine(MiningOptions options)
    {
        if (Repository.Discover(options.Repository) is not { } found)
        {
            throw new FormatException($"`{options.Repository}` is not in a git repository");
        }

        using var repository = new Repository(found);
        return new HistoryMiner(repository, options).Walk();
    }

    private MiningResult Walk()
    {
        var scenarios = ImmutableArray.CreateBuilder<Scenario>();
        var skipped = ImmutableArray.CreateBuilder<SkippedCommit>();
        var end = repository.Info.IsShallow ? WalkEnd.ShallowClone : WalkEnd.FirstCommit;
        for (var commit = Tip(); commit is not null; commit = commit.Parents.FirstOrDefault())
        {
            if (commit.Committer.When < options.Since)
            {
                end = WalkEnd.Since;
                break;
            }

            if (scenarios.Count == options.Max)
            {
                end = WalkEnd.Max;
                break;
            }

            var (scenario, reason, detail) = Read(commit);
            if (scenario is not null)
            {
                scenarios.Add(scenario);
            }
            else
            {
                skipped.Add(new SkippedCommit(commit.Sha, commit.MessageShort, reason, detail));
            }
        }

        return new MiningResult(scenarios.ToImmutable(), skipped.ToImmutable(), end);
    }

    private Commit Tip()
    {
        var name = options.Branch ?? "HEAD";
        try
        {
            return repository.Lookup(name)?.Peel<Commit>()
                ?? throw new FormatException($"the repository has no branch, tag or commit `{name}`");
        }
        catch (LibGit2SharpException exception)
        {
            throw new FormatException($"the repository has no branch, tag or commit `{name}`", exception);
        }
    }

    private (Scenario? Scenario, SkipReason Reason, string? Detail) Read(Commit commit)
    {
        if (!commit.Parents.Any())
        {
            return (null, repository.Info.IsShallow ? SkipReason.ShallowParent : SkipReason.NoParent, null);
        }

        var change = Change.Of(commit, repository);
        if (WhyNot(commit, change) is var (reason, detail))
        {
            return (null, reason, detail);
        }

        var tests = change.Files.Where(file => file.Role == FileRole.Test).Select(file => file.Path).ToImmutableArray();
        var testSystem = options.TestCommand is null ? TestSystems.Of(commit.Tree, tests) : TestSystem.Configured;
        if (testSystem is null)
        {
            return (null, SkipReason.NoTestSystem, tests[0]);
        }

        var message = CommitMessage.Of(commit, repository);
        var (description, source) = Described(message, commit.Message);
        if (description.Length == 0)
        {
            return (null, SkipReason.NoInstruction, null);
        }

        var testPatch = change.PatchOf(file => file.Role == FileRole.Test);
        var goldPatch = change.PatchOf(file => file.Role != FileRole.Test);
        var instruction = new Instruction(goldPatch, testPatch, change.ContentsBefore()).Without(description, out var wasCut);
        if (instruction is null)
        {
            return (null, wasCut ? SkipReason.RevealsSolution : SkipReason.NoInstruction, null);
        }

        var projects = TestSystems.Projects(commit.Tree, testSystem.Value, tests);
        var gold = change.Files.Where(file => file.Role != FileRole.Test).ToList();
        return (new Scenario
        {
            Id = $"{commit.Sha[..8]}-{Slug(commit.MessageShort)}",
            BaseCommit = commit.Parents.First().Sha,
            MergedCommit = commit.Sha,
            MergedAt = commit.Committer.When,
            Instruction = instruction,
            InstructionSource = source,
            Task = TaskOfChange.Of(message.Length > 0 ? message : description),
            TestSystem = testSystem.Value,
            TestCommand = options.TestCommand ?? TestCommands.Of(testSystem.Value, projects),
            PrepareCommand = options.PrepareCommand ?? TestCommands.Preparation(testSystem.Value, projects),
            TestFiles = tests,
            GoldFiles = [.. gold.Select(file => file.Path)],
            GoldLines = gold.Where(file => file.Role == FileRole.Source).Sum(file => file.Added + file.Removed),
            TestPatch = testPatch,
            GoldPatch = goldPatch,
            Attributes = options.Attributes,
        }, default, null);
    }

    private (SkipReason Reason, string? Detail)? WhyNot(Commit commit, Change change)
    {
        var counted = change.Files.Where(file => file.Role is not (FileRole.Generated or FileRole.Lock)).ToList();
        var sources = counted.Where(file => file.Role == FileRole.Source).ToList();
        var renames = change.Files.Count(file => file.IsRename);
        return
            !options.Paths.IsEmpty && !counted.Exists(IsBelowPaths) ? (SkipReason.OutsidePaths, null)
            : CommitMessage.IsRevert(commit.MessageShort) ? (SkipReason.Revert, null)
            : change.Files.FirstOrDefault(file => file.Role == FileRole.Submodule) is { } module ? (SkipReason.Submodule, module.Path)
            : !counted.Exists(file => file.Role == FileRole.Test && file.Added > 0) ? (SkipReason.NoTests, null)
            : sources.Count == 0 ? (SkipReason.NoSource, null)
            : renames > MaxRenames && renames > change.Files.Length - renames ? (SkipReason.OnlyRenames, $"{renames} files")
            : sources.Count > options.MaxSourceFiles ? (SkipReason.TooManyFiles, $"{sources.Count} source files")
            : change.Files.FirstOrDefault(file => file.IsBinary) is { } binary ? (SkipReason.Binary, binary.Path)
            : null;
    }

    private bool IsBelowPaths(ChangedFile file) => options.Paths.Any(
        path => path is "" or "." || file.Path == path || file.Path.StartsWith(path.TrimEnd('/') + "/", StringComparison.Ordinal));

    /// <summary>The text of the first issue or pull request that a message names and the options know, else the message.</summary>
    private (string Description, InstructionSource Source) Described(string message, string whole)
    {
        foreach (var number in CommitMessage.References(whole))
        {
            if (options.Reported.TryGetValue(number, out var reported) && (reported.Title + reported.Body).Trim().Length > 0)
            {
                return ($"{reported.Title}\n\n{reported.Body}".Trim().ReplaceLineEndings("\n"), reported.Source);
            }
        }

        return (message, InstructionSource.CommitMessage);
    }

    private static string Slug(string subject)
    {
        var slug = NotInName().Replace(subject.ToLowerInvariant(), "-").Trim('-');
        return slug.Length == 0 ? "change" : slug[..Math.Min(slug.Length, MaxSlug)].TrimEnd('-');
    }

    [GeneratedRegex("[^a-z0-9]+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex NotInName();
}
