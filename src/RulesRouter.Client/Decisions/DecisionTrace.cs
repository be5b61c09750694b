namespace RulesRouter.Client.Decisions;

/// <summary>How a decision was made, in words: for people, and not for programs to branch on.</summary>
public sealed record DecisionTrace
{
    /// <summary>Known facts.</summary>
    public required IReadOnlyList<TracedFact> Facts { get; init; }

    /// <summary>Every rule of every layer.</summary>
    public required IReadOnlyList<TracedRule> Rules { get; init; }

    /// <summary>Excluded endpoints, with the first constraint that each violates.</summary>
    public required IReadOnlyList<TracedExclusion> Excluded { get; init; }

    /// <summary>How the chain was built.</summary>
    public IReadOnlyList<string> Chain { get; init; } = [];

    /// <summary>Parameters that rules used.</summary>
    public IReadOnlyList<TracedFact> Parameters { get; init; } = [];

    /// <summary>Calls of scripts.</summary>
    public IReadOnlyList<TracedScript> Scripts { get; init; } = [];

    /// <summary>Eligible endpoints, best first.</summary>
    public required IReadOnlyList<TracedCandidate> Ranking { get; init; }
}

/// <summary>A fact or parameter.</summary>
/// <param name="From">Source of the value.</param>
public sealed record TracedFact(string Name, string Value, string From);

/// <summary>A rule.</summary>
/// <param name="When">Its condition; empty for a default.</param>
/// <param name="Matched"><c>true</c>, <c>false</c> or <c>unknown</c>.</param>
public sealed record TracedRule(string Rule, string When, string Matched, IReadOnlyList<string> Effects);

/// <summary>An endpoint that is no candidate.</summary>
/// <param name="Found">Value in the catalog; null if there is none.</param>
public sealed record TracedExclusion(
    string Endpoint,
    string Constraint,
    string Wanted,
    IReadOnlyList<string> From,
    string? Found = null);

/// <summary>A call of a script.</summary>
/// <param name="Answer">Its result, or <c>unknown</c>.</param>
/// <param name="Why">Why the result is unknown; null otherwise.</param>
public sealed record TracedScript(string Call, string Answer, string? Why = null);

/// <summary>An eligible endpoint.</summary>
/// <param name="Score">In words.</param>
public sealed record TracedCandidate(string Endpoint, string Score, DecisionEstimate Estimate);
