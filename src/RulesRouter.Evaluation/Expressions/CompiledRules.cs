using System.Collections.Immutable;
using RulesRouter.Evaluation.Waiving;
using RulesRouter.Policies;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Expressions;

/// <summary>Every rule of a resolved policy's layers, most specific layer first, and what their conditions are about.</summary>
/// <param name="Calls">In slot order.</param>
internal sealed record CompiledRules(ImmutableArray<CompiledRule> Rules, FactSchema Schema, FactsType FactsType, ImmutableArray<ScriptCall> Calls, ImmutableArray<ResolvedParameter> Parameters, ImmutableArray<CompiledWaiver> Waivers);
