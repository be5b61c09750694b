using System.Collections.Frozen;
using RulesRouter.Policies;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Compiling.Expressions;

/// <summary>
/// The names that the conditions of one layer can use: facts, own and inherited attributes, and lets that were read already.
/// </summary>
internal sealed class ConditionScope(
    FactSchema schema,
    Lazy<FactsType> factsType,
    IReadOnlySet<string> declared,
    IReadOnlyDictionary<string, Condition> lets,
    IReadOnlyDictionary<string, ScriptDeclaration> scripts,
    IReadOnlyDictionary<string, ResolvedParameter> parameters,
    ScriptCalls calls)
{
    /// <summary>Methods allowed after a dot.</summary>
    public static FrozenSet<string> Methods { get; } =
        FrozenSet.Create(StringComparer.Ordinal, "StartsWith", "EndsWith", "Contains", "ToLower", "ToUpper", "Length");

    public static FrozenSet<string> Words { get; } =
        FrozenSet.Create(StringComparer.Ordinal, "and", "or", "not", "in", "true", "false", "null", "has");

    public FactSchema Schema { get; } = schema;

    /// <summary>Emitted on first use: conditions that are known need none.</summary>
    public FactsType FactsType => factsType.Value;

    public IReadOnlyDictionary<string, Condition> Lets { get; } = lets;

    /// <summary>Scripts of the layer and its ancestors, by name.</summary>
    public IReadOnlyDictionary<string, ScriptDeclaration> Scripts { get; } = scripts;

    /// <summary>Parameters of the layer and its ancestors, by name.</summary>
    public IReadOnlyDictionary<string, ResolvedParameter> Parameters { get; } = parameters;

    /// <summary>Script calls of the whole resolved policy so far.</summary>
    public ScriptCalls Calls { get; } = calls;

    /// <summary>The help text that lists which names a condition can use.</summary>
    public string NamesHelp { get; init; } =
        "conditions can use the facts in the reference, and the attributes, clocks, scripts and lets that this policy declares or inherits";

    /// <summary>All names that can start a term, in the order of suggestions.</summary>
    public IEnumerable<string> Names =>
        Schema.Facts.Where(fact => IsVisible(fact) && fact.TextTest is null)
            .Select(fact => fact.Name)
            .Concat(Lets.Keys)
            .Concat(TextTest.FunctionNames)
            .Concat(Scripts.Keys.Select(name => $"{FactsType.ScriptGroup}.{name}"))
            .Concat(Parameters.Keys.Select(name => $"{FactsType.ParameterGroup}.{name}"));

    public bool Knows(string name) =>
        Lets.ContainsKey(name)
            || TextTest.FunctionNames.Contains(name)
            || ScriptNamed(name) is not null
            || ParameterNamed(name) is not null
            || (Schema.TryFind(name, out var slot) && IsVisible(Schema[slot]));

    /// <summary>The script that <c>script.name</c> names.</summary>
    public ScriptDeclaration? ScriptNamed(string name) =>
        name.StartsWith(FactsType.ScriptGroup + ".", StringComparison.Ordinal)
            ? Scripts.GetValueOrDefault(name[(FactsType.ScriptGroup.Length + 1)..])
            : null;

    /// <summary>The parameter that <c>param.name</c> names.</summary>
    public ResolvedParameter? ParameterNamed(string name) =>
        name.StartsWith(FactsType.ParameterGroup + ".", StringComparison.Ordinal)
            ? Parameters.GetValueOrDefault(name[(FactsType.ParameterGroup.Length + 1)..])
            : null;

    public bool IsGroup(string name) =>
        name is FactsType.ScriptGroup or FactsType.ParameterGroup
            || Schema.Facts.Any(fact => fact.Name.StartsWith(name + ".", StringComparison.Ordinal));

    private bool IsVisible(FactDefinition fact) => !fact.IsDeclared || declared.Contains(fact.Name);
}
