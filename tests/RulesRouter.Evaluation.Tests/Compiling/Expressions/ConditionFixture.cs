using System.Collections.Immutable;
using RulesRouter.Diagnostics;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Evaluation.Workflows;
using RulesRouter.Policies;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;
using RulesRouter.Source;

namespace RulesRouter.Evaluation.Tests.Compiling.Expressions;

/// <summary>Compiles and matches the conditions of one policy.</summary>
internal static class ConditionFixture
{
    public static ImmutableArray<AttributeDeclaration> Attributes { get; } =
    [
        new("sensitivity", FactType.Enum, ["public", "internal", "proprietary"], FactValue.Unknown, Provenance.Caller, false, "", default),
        new("team", FactType.String, [], FactValue.Unknown, Provenance.Caller, false, "", default),
        new("urgent", FactType.Boolean, [], FactValue.Unknown, Provenance.Caller, false, "", default),
        new("weight", FactType.Number, [], FactValue.Unknown, Provenance.Caller, false, "", default),
        new("languages", FactType.Set, [], FactValue.Unknown, Provenance.Caller, false, "", default),
    ];

    public static FactSchema Schema { get; } = new(Attributes.Select(attribute => attribute.ToFact()));

    public static (ImmutableArray<CompiledRule> Rules, ImmutableArray<Diagnostic> Diagnostics) Compile(params string[] conditions) =>
        Compile([], conditions);

    public static (ImmutableArray<CompiledRule> Rules, ImmutableArray<Diagnostic> Diagnostics) Compile(
        IEnumerable<(string Name, string Text)> lets,
        params string[] conditions)
    {
        var rules = conditions.Select((text, index) => new Rule(
            $"r{index}", 0, Embed($"r{index}.when", text), [], [], false, null, "", false, default));
        var policy = new RoutingPolicy(
            "p",
            "",
            [],
            false,
            false,
            [],
            Attributes,
            [.. lets.Select(let => new LetDeclaration(let.Name, Embed(let.Name, let.Text), default))],
            [.. rules],
            default);
        var set = new PolicySet([policy]);
        var diagnostics = new DiagnosticBag();
        var compiled = RuleCompiler.Compile(set, PolicyLayers.Of(set, policy), diagnostics);
        return (compiled.Rules, diagnostics.Sorted());
    }

    public static RequestFacts Facts(params (string Name, object? Value)[] values)
    {
        var facts = new RequestFacts(Schema);
        foreach (var (name, value) in values)
        {
            Assert.True(Schema.TryFind(name, out var slot), name);
            facts.Set(slot, value switch
            {
                null => FactValue.Unknown,
                bool flag => FactValue.Of(flag),
                string text => FactValue.Of(text),
                string[] members => FactValue.Of(members.ToImmutableSortedSet(StringComparer.Ordinal)),
                _ => FactValue.Of(Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture)),
            }, Provenance.Caller);
        }

        return facts;
    }

    /// <summary>RulesEngine for conditions over the fixture's facts.</summary>
    public static WorkflowMatcher Matcher(IEnumerable<Condition> conditions) =>
        new(new PolicyWorkflow("p", Schema, conditions.Select((condition, index) => ($"p/r{index}", condition))));

    public static Truth Match(string condition, RequestFacts facts)
    {
        var (rules, diagnostics) = Compile(condition);
        Assert.Empty(diagnostics);
        var truths = new Truth[1];
        Matcher(rules.Select(rule => rule.Condition)).Match(facts, truths);
        return truths[0];
    }

    private static EmbeddedSource Embed(string path, string text) =>
        new(text, new SourceSpan(new SourceFile(path, text), 0, text.Length), []);
}
