using System.Collections.Frozen;
using RulesRouter.Policies;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Expressions;

/// <summary>What one layer's conditions may name: facts, the layer's own and inherited attributes, and lets already read.</summary>
internal sealed class ConditionScope(
    FactSchema schema,
    FactsType factsType,
    IReadOnlySet<string> declared,
    IReadOnlyDictionary<string, Condition> lets,
    IReadOnlyDictionary<string, ScriptDeclaration> scripts,
    IReadOnlyDictionary<string, ResolvedParameter> parameters,
    ScriptCalls calls)
{
    /// <summary>Methods a condition may call after a dot.</summary>
    public static FrozenSet<string> Methods { get; } =
        FrozenSet.Create(StringComparer.Ordinal, "StartsWith", "EndsWith", "Contains", "ToLower", "ToUpper", "Length");

    public static FrozenSet<string> Words { get; } =
        FrozenSet.Create(StringComparer.Ordinal, "and", "or", "not", "in", "true", "false", "null", "has");

    public FactSchema Schema { get; } = schema;

    public FactsType FactsType { get; } = factsType;

    public IReadOnlyDictionary<string, Condition> Lets { get; } = lets;

    /// <summary>By name, the scripts of the layer and those it inherits.</summary>
    public IReadOnlyDictionary<string, ScriptDeclaration> Scripts { get; } = scripts;

    /// <summary>By name, the parameters of the layer and those it inherits.</summary>
    public IReadOnlyDictionary<string, ResolvedParameter> Parameters { get; } = parameters;

    /// <summary>The calls of the whole resolved policy so far.</summary>
    public ScriptCalls Calls { get; } = calls;

    /// <summary>In words, what a condition may name.</summary>
    public string Sight { get; init; } = "conditions see the facts of the reference, the attributes this policy declares or inherits, its clocks, scripts and lets";

    /// <summary>Every name that may begin a term, in the order suggestions are looked for.</summary>
    public IEnumerable<string> Names =>
        Schema.Facts.Where(IsVisible).Select(fact => fact.Name).Concat(Lets.Keys).Concat(Scripts.Keys.Select(name => $"{FactsType.ScriptGroup}.{name}")).Concat(Parameters.Keys.Select(name => $"{FactsType.ParameterGroup}.{name}"));

    public bool Knows(string name) => Lets.ContainsKey(name) || ScriptNamed(name) is not null || ParameterNamed(name) is not null || (Schema.TryFind(name, out var slot) && IsVisible(Schema[slot]));

    /// <summary>The script that <c>script.name</c> names.</summary>
    public ScriptDeclaration? ScriptNamed(string name) =>
        name.StartsWith(FactsType.ScriptGroup + ".", StringComparison.Ordinal) ? Scripts.GetValueOrDefault(name[(FactsType.ScriptGroup.Length + 1)..]) : null;

    /// <summary>The parameter that <c>param.name</c> names.</summary>
    public ResolvedParameter? ParameterNamed(string name) =>
        name.StartsWith(FactsType.ParameterGroup + ".", StringComparison.Ordinal) ? Parameters.GetValueOrDefault(name[(FactsType.ParameterGroup.Length + 1)..]) : null;

    public bool IsGroup(string name) => name is FactsType.ScriptGroup or FactsType.ParameterGroup || Schema.Facts.Any(fact => fact.Name.StartsWith(name + ".", StringComparison.Ordinal));

    private bool IsVisible(FactDefinition fact) => !fact.IsDeclared || declared.Contains(fact.Name);
}
