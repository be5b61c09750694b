using System.Collections.Immutable;
using Jint;
using Jint.Native;

namespace RulesRouter.Evaluation.Scripts;

/// <summary>A locked-down engine and the functions of a snapshot's scripts in it. Used by one thread at a time.</summary>
internal sealed record ScriptEngine(Engine Engine, ImmutableArray<JsValue> Functions);
