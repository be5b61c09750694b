using System.Collections.Immutable;
using RulesRouter.Diagnostics;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Evaluation.Scripts;
using RulesRouter.Evaluation.Tests.Compiling.Expressions;
using RulesRouter.Policies;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;
using RulesRouter.Source;

namespace RulesRouter.Evaluation.Tests.Scripts;

/// <summary>Scripts declared in code, and calls of them over the facts of <see cref="ConditionFixture"/>.</summary>
internal static class ScriptFixture
{
    public static ScriptDeclaration Declare(
        string name,
        string body,
        ScriptResult result,
        params (string Name, ScriptType Type, bool IsOptional)[] inputs) => new(
        "p",
        name,
        [.. inputs.Select(input => new ScriptInput(input.Name, input.Type, input.IsOptional, default))],
        result,
        new EmbeddedSource(body, new SourceSpan(new SourceFile(name, body), 0, body.Length), []),
        "",
        default);

    public static ImmutableArray<Diagnostic> Check(string body, params string[] inputs) =>
        Check(Declare("s", body, ScriptResult.Number, [.. inputs.Select(name => (name, ScriptType.Number, false))]));

    /// <summary>Checks the body of a ranking script with one endpoint <c>e</c>.</summary>
    public static ImmutableArray<Diagnostic> CheckOfEndpoint(string body) =>
        Check(Declare("s", body, ScriptResult.Number, ("e", ScriptType.Endpoint, false)));

    private static ImmutableArray<Diagnostic> Check(ScriptDeclaration script)
    {
        var diagnostics = new DiagnosticBag();
        ScriptCompiler.Start([script]).Finish(diagnostics);
        return diagnostics.Sorted();
    }

    public static ScriptHost Host(params ScriptDeclaration[] scripts)
    {
        var diagnostics = new DiagnosticBag();
        var host = new ScriptHost(ScriptCompiler.Start(scripts).Finish(diagnostics));
        Assert.Empty(diagnostics.Sorted().Select(diagnostic => diagnostic.ToString()));
        return host;
    }

    /// <summary>The result of a body with a number input <c>a</c> = 3 and a string input <c>t</c> = "abc".</summary>
    public static ScriptAnswer Answer(string body, ScriptResult result = ScriptResult.Number)
    {
        var script = Declare("s", body, result, ("a", ScriptType.Number, false), ("t", ScriptType.String, false));
        return Host(script).Run(Call(script, 3, "abc"), new RequestFacts(ConditionFixture.Schema));
    }

    public static ScriptCall Call(ScriptDeclaration script, params object?[] values) => new(
        0,
        script,
        [.. values.Select((value, index) => (ScriptArgument)new ScriptArgument.Literal(
            value switch { null => FactValue.Unknown, string text => FactValue.Of(text), bool flag => FactValue.Of(flag), string[] set =>
                FactValue.Of(set.ToImmutableSortedSet(StringComparer.Ordinal)), _ =>
                FactValue.Of(Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture)) },
            script.Inputs[index].Type))],
        script.Name);

    /// <summary>Compiles a policy with the fixture's attributes and the given scripts.</summary>
    public static (CompiledRules Rules, ImmutableArray<Diagnostic> Diagnostics) Compile(
        ImmutableArray<ScriptDeclaration> scripts,
        params string[] conditions)
    {
        var rules = conditions.Select((text, index) => new Rule(
            $"r{index}",
            0,
            new EmbeddedSource(text, new SourceSpan(new SourceFile($"r{index}.when", text), 0, text.Length), []),
            [],
            [],
            false,
            null,
            "",
            false,
            default));
        var policy = new RoutingPolicy(
            "p",
            "",
            [],
            false,
            false,
            [],
            ConditionFixture.Attributes,
            [],
            [.. rules],
            default)
        { Scripts = scripts };
        var set = new PolicySet([policy]);
        var diagnostics = new DiagnosticBag();
        return (RuleCompiler.Compile(set, PolicyLayers.Of(set, policy), diagnostics), diagnostics.Sorted());
    }
}
