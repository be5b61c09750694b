using System.Collections.Immutable;
using RulesRouter.Evaluation.Expressions;
using RulesRouter.Policies;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Splitting;

/// <summary>What a selection names, looked up. A selection that names nothing has none.</summary>
/// <param name="SplitKey">Null: no split.</param>
/// <param name="ShadowKey">Null: no shadow, or one of every request.</param>
internal sealed record CompiledSelection(FactSlot? SplitKey, ImmutableArray<CompiledArm> Arms, FactSlot? ShadowKey, CompiledScore? Score);

/// <summary>A share of the requests, as a rule of its own that selects from the arm's endpoints alone.</summary>
internal sealed record CompiledArm(string Name, double Weight, CompiledRule Rule);

/// <param name="With">What the script is given beside the endpoint.</param>
internal sealed record CompiledScore(ScriptDeclaration Script, ImmutableArray<ScriptArgument> With);
