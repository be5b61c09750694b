using Acornima.Ast;
using Jint;
using RulesRouter.Policies;

namespace RulesRouter.Evaluation.Scripts;

/// <summary>A parsed and checked script.</summary>
internal sealed record PreparedScript(ScriptDeclaration Declaration, Prepared<Script> Program);
