using RulesRouter.Catalog;
using RulesRouter.Policies.Conditions;

namespace RulesRouter.Decisions;

/// <summary>The steps of a decision, in order.</summary>
/// <param name="Facts">Every known fact: name, value as a string, provenance.</param>
/// <param name="Ranking">The eligible candidates, best first.</param>
public sealed record DecisionTrace(
    ValueList<FactTrace> Facts,
    ValueList<RuleTrace> Rules,
    ValueList<Exclusion> Exclusions,
    ValueList<RankedCandidate> Ranking)
{
    /// <summary>One sentence per hop; empty for a denial.</summary>
    public ValueList<string> Chain { get; init; } = [];

    public ValueList<ParameterTrace> Parameters { get; init; } = [];

    /// <summary>The scripts that were called.</summary>
    public ValueList<ScriptTrace> Scripts { get; init; } = [];
}

/// <param name="From"><c>default</c>, the policy that set it, <c>--set</c> or an environment file.</param>
public sealed record ParameterTrace(string Name, string Value, string From);

/// <param name="Call">As written in conditions.</param>
/// <param name="UnknownReason">Empty if the script returned a value.</param>
public sealed record ScriptTrace(string Call, string Answer, string UnknownReason);

public sealed record FactTrace(string Name, string Value, string From);

/// <param name="Id">Qualified: <c>policy/rule</c>.</param>
/// <param name="Condition">As written by the author; empty for a default.</param>
/// <param name="Effects">The effects of the rule, in words; empty if it did not match.</param>
public sealed record RuleTrace(string Id, string Condition, Truth Truth, ValueList<string> Effects, string Reason);

/// <param name="Score">The figure that the objective compared, in words.</param>
public sealed record RankedCandidate(Endpoint Endpoint, string Score, HopEstimate Estimate);
