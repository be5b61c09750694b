using System.Collections.Immutable;
using Jint;
using Jint.Native;

namespace RulesRouter.Evaluation.Scripts;

/// <summary>A restricted engine with the functions of a snapshot's scripts. Used by one thread at a time.</summary>
internal sealed record ScriptEngine(Engine Engine, ImmutableArray<JsValue> Functions);
