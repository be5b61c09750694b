using System.Collections.Frozen;
using System.Collections.Immutable;

namespace RulesRouter.Requests;

/// <summary>All facts of one resolved policy: the fixed ones, then its declared attributes.</summary>
public sealed class FactSchema
{
    private readonly FrozenDictionary<string, int> slots;

    /// <param name="attributes">One whose name is taken, by a fact, its group or an earlier one, is left out: the loader reports it.</param>
    public FactSchema(IEnumerable<FactDefinition> attributes)
    {
        var groups = FixedFacts.All.Select(fact => fact.Name.Split('.')[0]).ToHashSet(StringComparer.Ordinal);
        Facts = [.. FixedFacts.All, .. attributes.Where(attribute => !groups.Contains(attribute.Name)).DistinctBy(attribute => attribute.Name)];
        slots = Facts.Select((fact, index) => (fact.Name, index)).ToFrozenDictionary(pair => pair.Name, pair => pair.index);
    }

    public ImmutableArray<FactDefinition> Facts { get; }

    public FactDefinition this[FactSlot slot] => Facts[slot.Index];

    public bool TryFind(string name, out FactSlot slot)
    {
        var found = slots.TryGetValue(name, out var index);
        slot = new FactSlot(index);
        return found;
    }
}
