using System.Collections.Immutable;
using RulesRouter.Catalog;

namespace RulesRouter.Suites.Scenarios;

/// <summary>One change of a repository's history as a task: do again what the change did, judged by the tests that came with it.</summary>
internal sealed record Scenario
{
    /// <summary>Short commit and subject as a folder name, such as <c>3f2a1b9c-parse-empty-dates</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Full hash of the commit that the change starts from.</summary>
    public required string BaseCommit { get; init; }

    /// <summary>Full hash of the commit that made the change.</summary>
    public required string MergedCommit { get; init; }

    public required DateTimeOffset MergedAt { get; init; }

    /// <summary>What to do, in words that do not reveal how.</summary>
    public required string Instruction { get; init; }

    /// <summary>Where the instruction comes from.</summary>
    public required InstructionSource InstructionSource { get; init; }

    public required TaskKind Task { get; init; }

    public required TestSystem TestSystem { get; init; }

    /// <summary>Shell command that builds, runs the tests and writes results as TRX or JUnit XML.</summary>
    public required string TestCommand { get; init; }

    /// <summary>Shell command that downloads the dependencies before the network is cut off; null for none.</summary>
    public string? PrepareCommand { get; init; }

    /// <summary>Paths of the test patch, relative to the repository's root, sorted.</summary>
    public required ImmutableArray<string> TestFiles { get; init; }

    /// <summary>Paths of the gold patch, relative to the repository's root, sorted.</summary>
    public required ImmutableArray<string> GoldFiles { get; init; }

    /// <summary>Added plus removed lines of the gold patch.</summary>
    public required int GoldLines { get; init; }

    /// <summary>The change of the tests, as a git patch.</summary>
    public required string TestPatch { get; init; }

    /// <summary>The rest of the change, as a git patch: one known solution.</summary>
    public required string GoldPatch { get; init; }

    /// <summary>
    /// Names of the tests that fail without the change and pass with it, sorted; empty until the scenario is checked.
    /// </summary>
    public ImmutableArray<string> FailToPass { get; init; } = [];

    /// <summary>Names of the tests that pass without and with the change, sorted; empty until the scenario is checked.</summary>
    public ImmutableArray<string> PassToPass { get; init; } = [];

    /// <summary>Attributes for the policy that chooses who may see the code, such as <c>sensitivity</c>.</summary>
    public ImmutableSortedDictionary<string, string> Attributes { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
}
