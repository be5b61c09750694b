using System.Collections.Immutable;
using RulesRouter.Policies;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Compiling;

/// <summary>All rules of a resolved policy's layers, most specific layer first, with the schema their conditions are bound to.</summary>
/// <param name="Calls">In slot order.</param>
internal sealed record CompiledRules(
    ImmutableArray<CompiledRule> Rules,
    FactSchema Schema,
    ImmutableArray<ScriptCall> Calls,
    ImmutableArray<ResolvedParameter> Parameters,
    ImmutableArray<CompiledWaiver> Waivers)
{
    /// <summary>The lets of every layer by name, expanded.</summary>
    public required ImmutableSortedDictionary<string, Condition> Lets { get; init; }
}
