using System.Text.Json;
using System.Text.Json.Serialization;
using RulesRouter.Decisions;

namespace RulesRouter.Client.Decisions;

/// <summary>A decision: the response of <c>POST /v1/decisions</c>. Fields that a later service adds are ignored.</summary>
public sealed record DecisionResponse
{
    /// <summary>Identifies the decision in the record and in outcomes; null if the service records nothing.</summary>
    public string? DecisionId { get; init; }

    /// <summary>Whether to call <see cref="Chosen"/>, or no endpoint.</summary>
    public required DecisionOutcome Outcome { get; init; }

    /// <summary>The policy that decided.</summary>
    public required string Policy { get; init; }

    /// <summary>Hash of policies, catalog, classifier, semantics and time-zone data.</summary>
    public required string Revision { get; init; }

    /// <summary>The commit of the policies; null if they are not from git.</summary>
    public string? Commit { get; init; }

    /// <summary>Hash of the state; together with revision, request and time it reproduces the decision.</summary>
    public required string StateDigest { get; init; }

    /// <summary>Time of the decision, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The request set the time of the decision: nothing is learned from it, and it must not be carried out.</summary>
    public bool Simulated { get; init; }

    /// <summary>Whether a hop is eligible only by sample evidence, which describes no real vendor.</summary>
    public required EvidenceKind Evidence { get; init; }

    public required DecisionClassification Classification { get; init; }

    /// <summary>The endpoint to call first; null if denied.</summary>
    public DecisionHop? Chosen { get; init; }

    /// <summary>The hops after <see cref="Chosen"/>, in order.</summary>
    public IReadOnlyList<DecisionHop> Fallbacks { get; init; } = [];

    /// <summary>Required constraints that every hop satisfies, by name.</summary>
    public required IReadOnlyDictionary<string, DecisionConstraint> Constraints { get; init; }

    /// <summary>Preferred constraints that every hop satisfies, by name.</summary>
    public IReadOnlyDictionary<string, DecisionConstraint> Preferred { get; init; } = new Dictionary<string, DecisionConstraint>();

    /// <summary>Preferred constraints that were dropped for all hops because no endpoint satisfies them.</summary>
    public IReadOnlyList<GivenUpConstraint> GivenUp { get; init; } = [];

    /// <summary>Advisory constraints, which are only reported.</summary>
    public IReadOnlyList<DecisionAdvisory> Advisories { get; init; } = [];

    /// <summary>What the decision draws on each budget of the policy.</summary>
    public IReadOnlyList<DecisionBudget> Budgets { get; init; } = [];

    /// <summary>Waivers that lifted a constraint of this decision.</summary>
    public IReadOnlyList<DecisionWaiver> Waivers { get; init; } = [];

    /// <summary>The arm of a weighted split; null if the selection does not split.</summary>
    public DecisionSplit? Split { get; init; }

    /// <summary>A second eligible endpoint to call for comparison only; null for none.</summary>
    public DecisionHop? Shadow { get; init; }

    /// <summary>Obligations of the caller, by name: a level, true or false, a list of names, or a number of tokens.</summary>
    public required IReadOnlyDictionary<string, JsonElement> Obligations { get; init; }

    /// <summary>Why the request is denied; null if it is routed.</summary>
    public DecisionDenial? Denial { get; init; }

    /// <summary>US dollars of the whole chain, including failures, waiting and unsolved tasks; null if unknown.</summary>
    public double? ExpectedTotalCostUsd { get; init; }

    /// <summary>The expected total cost and its parts; null if unknown.</summary>
    public DecisionExpectation? Expectation { get; init; }

    /// <summary>The main reasons of the decision.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }

    /// <summary>What came of the calls, of a recorded decision that the gateway carried out; else null.</summary>
    public CarriedOutCalls? Calls { get; init; }

    /// <summary>How the decision was made; null unless the request asked for it.</summary>
    public DecisionTrace? Trace { get; init; }

    /// <summary>First the chosen endpoint, then its fallbacks; empty if denied.</summary>
    [JsonIgnore]
    public IReadOnlyList<DecisionHop> Chain => Chosen is { } chosen ? [chosen, .. Fallbacks] : [];
}
