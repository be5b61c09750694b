using System.Collections.Immutable;

namespace RulesRouter;

/// <summary>What a router loads and how it decides.</summary>
public sealed record RouterOptions
{
    /// <summary>Folder with policies and catalog.</summary>
    public required string PoliciesPath { get; init; }

    /// <summary>File of kind Parameters, reloaded like the policies; null for none.</summary>
    public string? ParametersPath { get; init; }

    /// <summary>Each as <c>policy.parameter=value</c>.</summary>
    public ImmutableArray<string> ParameterSettings { get; init; } = [];

    /// <summary>File or folder of the trained classifier; <c>none</c> selects the heuristic, null searches the default locations.</summary>
    public string? ClassifierPath { get; init; }

    /// <summary>Sample evidence counts as known; every decision that rests on it is marked.</summary>
    public bool AllowSampleEvidence { get; init; }

    /// <summary>Classifies only prompts that the decision may depend on; other decisions have no classification.</summary>
    public bool ClassifyWhenNeeded { get; init; }

    /// <summary>Decisions have the number of endpoints that each constraint excludes, for metrics.</summary>
    internal bool CountsExclusions { get; init; }
}
