using System.Collections.Immutable;

namespace RulesRouter.Service;

/// <summary>How a decision service runs.</summary>
public sealed record ServiceOptions
{
    /// <summary>Folder of policies and catalog.</summary>
    public required string PoliciesPath { get; init; }

    /// <summary>Environment file of kind Parameters; null is none. It is watched like the policies.</summary>
    public string? ParametersPath { get; init; }

    /// <summary>Each as <c>policy.parameter=value</c>.</summary>
    public ImmutableArray<string> ParameterSettings { get; init; } = [];

    public string Url { get; init; } = "http://127.0.0.1:8080";

    /// <summary>Sample facts count as known; every decision that rests on them says so.</summary>
    public bool AllowSampleEvidence { get; init; }

    /// <summary>Requests may name the moment they are decided at.</summary>
    public bool AllowAt { get; init; }

    /// <summary>File that every decision is appended to; null is none.</summary>
    public string? RecordPath { get; init; }

    /// <summary>SQLite file of decisions and what came of them; null takes no outcomes in.</summary>
    public string? OutcomesPath { get; init; }

    /// <summary>
    /// A decision is answered once its record is on the disk. Otherwise once the operating system has it, which a killed process cannot
    /// undo, and a machine without power can.
    /// </summary>
    public bool SyncRecord { get; init; }

    /// <summary>Every so many-th decision's conditions are evaluated by RulesEngine too, and disagreement is counted and logged; 0 is never.</summary>
    public int CheckEvery { get; init; }

    /// <summary>Endpoints, providers or failure domains that do not answer.</summary>
    public ImmutableSortedSet<string> Down { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>The trained classifier, a file or folder; <c>none</c> classifies by fixed rules, null looks in its usual places.</summary>
    public string? ClassifierPath { get; init; }

    /// <summary>Bytes of one request; a longer one is 413.</summary>
    public long MaxBodyBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>Decisions, or batches of them, under way at once; one more is 429.</summary>
    public int MaxConcurrent { get; init; } = 2_048;

    /// <summary>How often files are looked at for changes.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(2);
}
