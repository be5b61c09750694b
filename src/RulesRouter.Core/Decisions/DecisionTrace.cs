using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Policies.Conditions;

namespace RulesRouter.Decisions;

/// <summary>How a decision came about, in the order it did.</summary>
/// <param name="Facts">Every known fact: name, value as text, who set it.</param>
/// <param name="Ranking">The qualified candidates, best first.</param>
public sealed record DecisionTrace(
    ImmutableArray<FactTrace> Facts,
    ImmutableArray<RuleTrace> Rules,
    ImmutableArray<Exclusion> Exclusions,
    ImmutableArray<RankedCandidate> Ranking)
{
    /// <summary>Why the chain is what it is, a sentence each; empty for a denial.</summary>
    public ImmutableArray<string> Chain { get; init; } = [];

    public ImmutableArray<ParameterTrace> Parameters { get; init; } = [];

    /// <summary>The scripts that were asked.</summary>
    public ImmutableArray<ScriptTrace> Scripts { get; init; } = [];
}

/// <param name="From"><c>default</c>, the policy that set it, <c>--set</c> or an environment file.</param>
public sealed record ParameterTrace(string Name, string Value, string From);

/// <param name="Call">As conditions write it.</param>
/// <param name="UnknownReason">Empty where it answered.</param>
public sealed record ScriptTrace(string Call, string Answer, string UnknownReason);

public sealed record FactTrace(string Name, string Value, string From);

/// <param name="Id">Qualified: <c>policy/rule</c>.</param>
/// <param name="Condition">The author's text; empty for a default.</param>
/// <param name="Effects">What followed from it, in words; empty where nothing did.</param>
public sealed record RuleTrace(string Id, string Condition, Truth Truth, ImmutableArray<string> Effects, string Reason);

/// <param name="Score">What the objective compared, in words and figures.</param>
public sealed record RankedCandidate(Endpoint Endpoint, string Score, HopEstimate Estimate);
