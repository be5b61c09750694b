using System.Collections.Immutable;
using RulesRouter.Policies;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Compiling.Expressions;

/// <summary>The script calls of one resolved policy. The same script with the same arguments is the same call.</summary>
internal sealed class ScriptCalls(FactSchema schema)
{
    private readonly Dictionary<string, ScriptCall> calls = new(StringComparer.Ordinal);
    private readonly ConditionSource source = new(schema);

    /// <summary>In slot order.</summary>
    public ImmutableArray<ScriptCall> All => [.. calls.Values.OrderBy(call => call.Slot)];

    public ScriptCall Add(ScriptDeclaration script, ImmutableArray<ScriptArgument> arguments)
    {
        var text = $"{FactsType.ScriptGroup}.{script.Name}({string.Join(", ", arguments.Select(source.Of))})";
        if (!calls.TryGetValue(text, out var call))
        {
            call = new ScriptCall(calls.Count, script, arguments, text);
            calls.Add(text, call);
        }

        return call;
    }
}
