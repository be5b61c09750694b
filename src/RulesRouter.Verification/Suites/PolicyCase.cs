using System.Collections.Immutable;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Json;
using RulesRouter.Requests;
using RulesRouter.Source;
using RulesRouter.Verification.Properties;
using RulesRouter.Verification.Proving.Witnesses;

namespace RulesRouter.Verification.Suites;

/// <summary>A document of kind PolicyTest.</summary>
public sealed record PolicySuite(string Path, string Name, string Policy, ImmutableArray<PolicyCase> Cases)
{
    /// <summary>What holds for all requests.</summary>
    public ImmutableArray<PolicyProperty> Properties { get; init; } = [];
}

/// <summary>One question to a policy, and what the answer must say.</summary>
public sealed record PolicyCase(
    string Name,
    DecisionRequest Request,
    DateTimeOffset At,
    bool AllowSampleEvidence,
    RouterState State,
    Expectation Expect,
    SourceSpan Span)
{
    /// <summary>What is believed of the text; null where the classifier is asked.</summary>
    public Classification? Classification { get; init; }

    /// <summary>The question alone, with nothing believed of a text where the case pins nothing.</summary>
    public Witness ToWitness() => new(new RecordedRequest(Request, Classification ?? Requests.Classification.Unknown, State, AllowSampleEvidence), At);
}

/// <summary>What a decision must say; null or empty is "anything". Endpoints are named by wildcards.</summary>
public sealed record Expectation
{
    public string? Outcome { get; init; }

    public string? Chosen { get; init; }

    public string? NotChosen { get; init; }

    public string? EveryHop { get; init; }

    public string? NoHop { get; init; }

    public ImmutableArray<string> Chain { get; init; } = [];

    public string? FallsBackTo { get; init; }

    public string? SelectedBy { get; init; }

    public ImmutableArray<string> Constraints { get; init; } = [];

    public ImmutableArray<string> Obligations { get; init; } = [];

    public string? Arm { get; init; }

    /// <summary><c>none</c>: there is to be none.</summary>
    public string? Shadow { get; init; }

    /// <summary>Null is "anything", empty is "none".</summary>
    public ImmutableArray<string>? GivenUp { get; init; }

    /// <summary>Null is "anything", empty is "none".</summary>
    public ImmutableArray<string>? Waivers { get; init; }

    public string? Denial { get; init; }

    public ImmutableArray<string> EmptiedBy { get; init; } = [];

    public string? Evidence { get; init; }

    public double? MaxTokenCostUsd { get; init; }

    /// <summary>US dollars that completing the task may be expected to cost.</summary>
    public double? MaxExpectedCostUsd { get; init; }

    /// <summary>By name of constraint or obligation, the value in force, in the words decisions print.</summary>
    public ImmutableSortedDictionary<string, string> Values { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Qualified ids of rules that are certainly true.</summary>
    public ImmutableArray<string> Matched { get; init; } = [];

    /// <summary>Qualified ids of rules that are not.</summary>
    public ImmutableArray<string> NotMatched { get; init; } = [];

    /// <summary>Texts that stand somewhere in the decision's reasons.</summary>
    public ImmutableArray<string> Reasons { get; init; } = [];

    /// <summary>Conditions on the decision and its hops, as properties write them.</summary>
    public ImmutableArray<DecisionClause> Holds { get; init; } = [];
}
