using System.Collections.Immutable;
using Jint;
using Jint.Native;
using RulesRouter.Policies;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Scripts;

/// <summary>
/// Converts facts and constants to JavaScript values. Each call gets new values, so a script cannot change the inputs of another.
/// </summary>
internal static class ScriptArguments
{
    public static bool IsKnown(ScriptArgument argument, RequestFacts facts) => argument switch
    {
        ScriptArgument.Number number => double.IsFinite(ConditionValue.Of(number.Term, facts)),
        ScriptArgument.String text => ConditionValue.Of(text.Term, facts) is not null,
        ScriptArgument.Fact fact => facts[fact.Slot].IsKnown,
        ScriptArgument.Literal literal => literal.Value.IsKnown,
        _ => throw new InvalidOperationException($"unknown argument {argument.GetType().Name}"),
    };

    /// <summary>Null if a string is longer than the maximum for inputs.</summary>
    public static JsValue[]? Of(ImmutableArray<ScriptArgument> arguments, RequestFacts facts, Engine engine)
    {
        var values = new JsValue[arguments.Length];
        for (var index = 0; index < values.Length; index++)
        {
            if (Of(arguments[index], facts, engine) is not { } value)
            {
                return null;
            }

            values[index] = value;
        }

        return values;
    }

    private static JsValue? Of(ScriptArgument argument, RequestFacts facts, Engine engine) => argument switch
    {
        ScriptArgument.Number number => ConditionValue.Of(number.Term, facts) is var value && double.IsFinite(value)
            ? JsNumber.Create(value)
            : JsValue.Null,
        ScriptArgument.String text => OfText(ConditionValue.Of(text.Term, facts)),
        ScriptArgument.Fact fact => Of(
            facts[fact.Slot],
            facts.Schema[fact.Slot].Type == FactType.Set ? ScriptType.Set : ScriptType.Boolean,
            engine),
        ScriptArgument.Literal literal => Of(literal.Value, literal.Type, engine),
        _ => throw new InvalidOperationException($"unknown argument {argument.GetType().Name}"),
    };

    private static JsValue? Of(FactValue value, ScriptType type, Engine engine) => (value.IsKnown, type) switch
    {
        (false, _) => JsValue.Null,
        (_, ScriptType.Boolean) => value.Flag ? JsBoolean.True : JsBoolean.False,
        (_, ScriptType.Number) => JsNumber.Create(value.Number),
        (_, ScriptType.Set) => value.Set!.Count > ScriptLimits.MaxArray
            || value.Set.Sum(member => (long)member.Length) > ScriptLimits.MaxInput
            ? null
            : new JsArray(engine, [.. value.Set.Select(member => (JsValue)new JsString(member))]),
        (_, ScriptType.String or ScriptType.Endpoint) => OfText(value.Text),
    };

    private static JsValue? OfText(string? text) =>
        text is null ? JsValue.Null : text.Length > ScriptLimits.MaxInput ? null : new JsString(text);
}
