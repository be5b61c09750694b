using System.Collections.Immutable;

namespace RulesRouter.Suites.Mining;

/// <summary>Which commits of a repository are looked at, and what is a task among them.</summary>
internal sealed record MiningOptions
{
    /// <summary>Folder within a git work tree, or a bare repository.</summary>
    public required string Repository { get; init; }

    /// <summary>Branch, tag or commit; null for HEAD.</summary>
    public string? Branch { get; init; }

    /// <summary>Commits before this time are not looked at; null for no limit.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Maximum number of scenarios; the newest are taken.</summary>
    public int Max { get; init; } = 50;

    /// <summary>Changes must lie below one of these paths; empty for the whole repository.</summary>
    public ImmutableArray<string> Paths { get; init; } = [];

    /// <summary>Maximum number of source files that a change touches.</summary>
    public int MaxSourceFiles { get; init; } = 10;

    /// <summary>Issues and pull requests by number, whose text is the instruction where a commit message names one.</summary>
    public ImmutableDictionary<int, ReportedText> Reported { get; init; } = ImmutableDictionary<int, ReportedText>.Empty;

    /// <summary>Shell command that runs the tests; null to detect it.</summary>
    public string? TestCommand { get; init; }

    /// <summary>Shell command that downloads the dependencies; null for the default of the test system.</summary>
    public string? PrepareCommand { get; init; }

    /// <summary>Attributes of every scenario.</summary>
    public ImmutableSortedDictionary<string, string> Attributes { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
}
