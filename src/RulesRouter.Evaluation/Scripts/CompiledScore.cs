using System.Collections.Immutable;
using RulesRouter.Policies;
using RulesRouter.Policies.Conditions;

namespace RulesRouter.Evaluation.Scripts;

/// <summary>A script that ranks endpoints.</summary>
/// <param name="With">Arguments of the script after the endpoint.</param>
internal sealed record CompiledScore(ScriptDeclaration Script, ImmutableArray<ScriptArgument> With);
