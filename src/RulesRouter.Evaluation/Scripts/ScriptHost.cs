using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Jint;
using Jint.Native;
using Jint.Runtime;
using RulesRouter.Evaluation.Endpoints;
using RulesRouter.Policies;
using RulesRouter.Policies.Conditions;

namespace RulesRouter.Evaluation.Scripts;

/// <summary>
/// Runs the scripts of one snapshot on its own engines. A call takes an engine out of the pool, so that no two threads share one.
/// </summary>
internal sealed class ScriptHost
{
    private readonly ImmutableArray<PreparedScript> scripts;
    private readonly FrozenDictionary<string, int> indexOf;
    private readonly ConcurrentBag<ScriptEngine> idle = [];

    public ScriptHost(IEnumerable<PreparedScript> prepared)
    {
        scripts = [.. prepared];
        indexOf = scripts.Select((script, index) => (script.Declaration.QualifiedName, index))
            .ToFrozenDictionary(pair => pair.QualifiedName, pair => pair.index);
    }

    public bool IsEmpty => scripts.IsEmpty;

    /// <summary>Creates the first engine, so that no request waits for it. Without it, the first call creates the engine.</summary>
    public void WarmUp()
    {
        if (!IsEmpty)
        {
            idle.Add(ScriptRealm.Create(scripts));
        }
    }

    /// <summary>Never throws: an error in a script makes its result unknown.</summary>
    public ScriptAnswer Run(ScriptCall call, RequestFacts facts) =>
        Missing(call.Script, call.Arguments, facts, first: 0) is { } missing
            ? ScriptAnswer.Unknown($"{missing} is unknown")
            : Run(call.Script, engine => ScriptArguments.Of(call.Arguments, facts, engine));

    /// <summary>The score of an endpoint. Never throws.</summary>
    public ScriptAnswer Score(CompiledScore score, Candidate candidate, RequestFacts facts) =>
        Missing(score.Script, score.With, facts, first: 1) is { } missing
            ? ScriptAnswer.Unknown($"{missing} is unknown")
            : Run(
                score.Script,
                engine => ScriptArguments.Of(score.With, facts, engine) is { } values
                    ? [ScriptEndpoint.Of(candidate, engine), .. values]
                    : null);

    /// <summary>Whether a text passes a script that takes one: 1 if it does, 0 if not. Never throws.</summary>
    public ScriptAnswer Judge(ScriptDeclaration script, string text) => text.Length > ScriptLimits.MaxInput
        ? ScriptAnswer.Unknown($"a string of more than {ScriptLimits.MaxInput} characters")
        : Run(script, _ => [new JsString(text)]);

    /// <param name="first">Index of the input that the first argument is for.</param>
    private static string? Missing(ScriptDeclaration script, ImmutableArray<ScriptArgument> arguments, RequestFacts facts, int first)
    {
        for (var index = 0; index < arguments.Length; index++)
        {
            if (!script.Inputs[first + index].IsOptional && !ScriptArguments.IsKnown(arguments[index], facts))
            {
                return script.Inputs[first + index].Name;
            }
        }

        return null;
    }

    private ScriptAnswer Run(ScriptDeclaration declaration, Func<Engine, JsValue[]?> argumentsFor)
    {
        ScriptEngine? engine = null;
        try
        {
            engine = idle.TryTake(out var pooled) ? pooled : ScriptRealm.Create(scripts);
            if (argumentsFor(engine.Engine) is not { } arguments)
            {
                idle.Add(engine);
                return ScriptAnswer.Unknown($"a string of more than {ScriptLimits.MaxInput} characters");
            }

            var answer = Read(
                declaration,
                engine.Engine.Call(engine.Functions[indexOf[declaration.QualifiedName]], JsValue.Undefined, arguments));
            idle.Add(engine);
            return answer;
        }
        catch (JavaScriptException exception)
        {
            if (engine is not null)
            {
                // It has unwound and can be reused.
                idle.Add(engine);
            }

            return ScriptAnswer.Unknown($"it threw {Shortened(exception.Message)}");
        }
        catch (Exception exception) when (WhyStopped(exception) is { } why)
        {
            // The engine was stopped in an unknown state, or while it was created, and is not reused.
            engine?.Engine.Dispose();
            return ScriptAnswer.Unknown(why);
        }
    }

    private static string? WhyStopped(Exception exception) => exception switch
    {
        ScriptLimitException limit => limit.Message,
        RecursionDepthOverflowException => $"more than {ScriptLimits.MaxRecursion} nested calls",
        MemoryLimitExceededException memory when memory.Message.StartsWith(
            "Script has allocated",
            StringComparison.Ordinal) => $"more than {ScriptLimits.MaxBytes} bytes of memory",
        MemoryLimitExceededException => $"an array of more than {ScriptLimits.MaxArray} elements",
        RegexMatchTimeoutException => $"more than {ScriptLimits.MaxRegexTime.TotalMilliseconds} ms in a regular expression",
        InsufficientExecutionStackException => "recursion too deep",
        OutOfMemoryException => "string too long",
        JintException => "it failed to run",
        _ => null,
    };

    private static ScriptAnswer Read(ScriptDeclaration declaration, JsValue value) => declaration.Result switch
    {
        ScriptResult.Boolean when value.IsBoolean() => new ScriptAnswer(value.AsBoolean() ? 1 : 0),
        ScriptResult.Number when value.IsNumber() && double.IsFinite(value.AsNumber()) => new ScriptAnswer(value.AsNumber()),
        ScriptResult.Boolean or ScriptResult.Number => ScriptAnswer.Unknown(
            $"it returned {Described(value)}, not a {(declaration.Result == ScriptResult.Boolean ? "boolean" : "finite number")}"),
    };

    private static string Described(JsValue value) => value switch
    {
        _ when value.IsUndefined() => "undefined",
        _ when value.IsNull() => "null",
        _ when value.IsNumber() => Source.NumberFormat.Of(value.AsNumber()),
        _ when value.IsBoolean() => "a boolean",
        _ when value.IsString() => "a string",
        _ => "an object",
    };

    private static string Shortened(string message) => message.Length <= 120 ? message : message[..120] + "…";
}
