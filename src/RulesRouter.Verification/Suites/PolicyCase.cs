using System.Collections.Immutable;
using RulesRouter.Decisions;
using RulesRouter.Requests;
using RulesRouter.Source;
using RulesRouter.Verification.Properties;
using RulesRouter.Verification.Witnesses;
using RulesRouter.Wire.Records;

namespace RulesRouter.Verification.Suites;

/// <summary>A document of kind PolicyTest.</summary>
internal sealed record PolicySuite(string Path, string Name, string Policy, ImmutableArray<PolicyCase> Cases)
{
    /// <summary>Statements over all requests.</summary>
    public ImmutableArray<PolicyProperty> Properties { get; init; } = [];
}

/// <summary>A request to a policy and the expected decision.</summary>
internal sealed record PolicyCase(
    string Name,
    DecisionRequest Request,
    DateTimeOffset At,
    bool AllowSampleEvidence,
    RouterState State,
    CaseExpectation Expect,
    SourceSpan Span)
{
    /// <summary>The pinned classification; null to use the classifier.</summary>
    public Classification? Classification { get; init; }

    /// <summary>The request without expectation; the classification is unknown unless pinned.</summary>
    public Witness ToWitness() =>
        new(new RecordedRequest(Request, Classification ?? Requests.Classification.Unknown, State, AllowSampleEvidence), At);
}

/// <summary>The expected parts of a decision; null is not checked. Endpoints are patterns.</summary>
internal sealed record CaseExpectation
{
    public string? Outcome { get; init; }

    public string? Chosen { get; init; }

    public string? NotChosen { get; init; }

    public string? EveryHop { get; init; }

    public string? NoHop { get; init; }

    public ImmutableArray<string> Chain { get; init; } = [];

    public string? FallsBackTo { get; init; }

    public string? SelectedBy { get; init; }

    /// <summary>Names that must be among the constraints in force; empty: no rule sets a constraint; null is not checked.</summary>
    public ImmutableArray<string>? Constraints { get; init; }

    /// <summary>Names that must be among the obligations in force; empty: there are none; null is not checked.</summary>
    public ImmutableArray<string>? Obligations { get; init; }

    public string? Arm { get; init; }

    /// <summary><c>none</c>: no endpoint is shadowed.</summary>
    public string? Shadow { get; init; }

    /// <summary>Null is not checked; empty means none.</summary>
    public ImmutableArray<string>? GivenUp { get; init; }

    /// <summary>Null is not checked; empty means none.</summary>
    public ImmutableArray<string>? Waivers { get; init; }

    public string? Denial { get; init; }

    public ImmutableArray<string> EmptiedBy { get; init; } = [];

    public string? Evidence { get; init; }

    public double? MaxTokenCostUsd { get; init; }

    /// <summary>Maximum expected US dollars until the task is completed.</summary>
    public double? MaxExpectedCostUsd { get; init; }

    /// <summary>Expected value by name of constraint or obligation, as decisions print it.</summary>
    public ImmutableSortedDictionary<string, string> Values { get; init; } = ImmutableSortedDictionary.Create<string, string>(
        StringComparer.Ordinal);

    /// <summary>Qualified ids of rules that must be certainly true.</summary>
    public ImmutableArray<string> Matched { get; init; } = [];

    /// <summary>Qualified ids of rules that must not be certainly true.</summary>
    public ImmutableArray<string> NotMatched { get; init; } = [];

    /// <summary>Substrings of the decision's reasons.</summary>
    public ImmutableArray<string> Reasons { get; init; } = [];

    /// <summary>Conditions on the decision and its hops, as properties write them.</summary>
    public ImmutableArray<DecisionClause> Holds { get; init; } = [];
}
