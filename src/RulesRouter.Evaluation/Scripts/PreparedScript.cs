using Acornima.Ast;
using Jint;
using RulesRouter.Policies;

namespace RulesRouter.Evaluation.Scripts;

/// <summary>A script that engines can run.</summary>
internal sealed record PreparedScript(ScriptDeclaration Declaration, Prepared<Script> Program);
