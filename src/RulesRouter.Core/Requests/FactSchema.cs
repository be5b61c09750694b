using System.Collections.Frozen;
using System.Collections.Immutable;

namespace RulesRouter.Requests;

/// <summary>All facts of one resolved policy: the fixed ones, then its declared attributes.</summary>
internal sealed class FactSchema
{
    private readonly FrozenDictionary<string, int> slots;

    /// <summary>First words that the condition language reserves.</summary>
    public static FrozenSet<string> Reserved { get; } = FrozenSet.Create(StringComparer.Ordinal, "known", "script", "param");

    /// <param name="declared">
    /// Attributes, then clocks, then the intent, then text tests. One whose first word is already in use by a fact, a group or an
    /// earlier one is skipped: the loader reports it.
    /// </param>
    public FactSchema(IEnumerable<FactDefinition> declared)
    {
        var taken = FixedFacts.Definitions.Select(FirstWord).Concat(Reserved).ToHashSet(StringComparer.Ordinal);
        Facts =
        [
            .. FixedFacts.Definitions,
            .. declared
            .Where(fact => fact.TextTest is null)
            .GroupBy(FirstWord)
            .Where(group => !taken.Contains(group.Key))
            .SelectMany(group => group.TakeWhile(fact => fact.IsClock == group.First().IsClock).DistinctBy(fact => fact.Name)),
            .. declared.Where(fact => fact.TextTest is not null).DistinctBy(fact => fact.Name),
        ];
        HasTextTests = Facts.Any(fact => fact.TextTest is not null);
        slots = Facts.Select((fact, index) => (fact.Name, index)).ToFrozenDictionary(pair => pair.Name, pair => pair.index);
    }

    public ImmutableArray<FactDefinition> Facts { get; }

    /// <summary>Whether a condition tests the text of requests.</summary>
    public bool HasTextTests { get; }

    public FactDefinition this[FactSlot slot] => Facts[slot.Index];

    /// <summary>Whether a name is a fact's, a group's or reserved, so that nothing else can have it.</summary>
    public bool Takes(string name) => Reserved.Contains(name) || Facts.Any(fact => FirstWord(fact) == name);

    private static string FirstWord(FactDefinition fact) => fact.Name.Split('.')[0];

    public bool TryFind(string name, out FactSlot slot)
    {
        var found = slots.TryGetValue(name, out var index);
        slot = new FactSlot(index);
        return found;
    }
}
