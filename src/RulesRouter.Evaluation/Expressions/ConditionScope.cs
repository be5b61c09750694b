using System.Collections.Frozen;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Expressions;

/// <summary>What one layer's conditions may name: facts, the layer's own and inherited attributes, and lets already read.</summary>
internal sealed class ConditionScope(FactSchema schema, FactsType factsType, IReadOnlySet<string> attributes, IReadOnlyDictionary<string, Condition> lets)
{
    /// <summary>Methods a condition may call after a dot.</summary>
    public static FrozenSet<string> Methods { get; } =
        FrozenSet.Create(StringComparer.Ordinal, "StartsWith", "EndsWith", "Contains", "ToLower", "ToUpper", "Length");

    public static FrozenSet<string> Words { get; } =
        FrozenSet.Create(StringComparer.Ordinal, "and", "or", "not", "in", "true", "false", "null", "has");

    public FactSchema Schema { get; } = schema;

    public FactsType FactsType { get; } = factsType;

    public IReadOnlyDictionary<string, Condition> Lets { get; } = lets;

    /// <summary>Every name that may begin a term, in the order suggestions are looked for.</summary>
    public IEnumerable<string> Names =>
        Schema.Facts.Where(IsVisible).Select(fact => fact.Name).Concat(Lets.Keys);

    public bool Knows(string name) => Lets.ContainsKey(name) || (Schema.TryFind(name, out var slot) && IsVisible(Schema[slot]));

    public bool IsGroup(string name) => Schema.Facts.Any(fact => fact.Name.StartsWith(name + ".", StringComparison.Ordinal));

    private bool IsVisible(FactDefinition fact) => !fact.IsAttribute || attributes.Contains(fact.Name);
}
