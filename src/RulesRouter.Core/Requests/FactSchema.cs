using System.Collections.Frozen;
using System.Collections.Immutable;

namespace RulesRouter.Requests;

/// <summary>All facts of one resolved policy: the fixed ones, then its declared attributes.</summary>
public sealed class FactSchema
{
    private readonly FrozenDictionary<string, int> slots;

    public FactSchema(IEnumerable<FactDefinition> attributes)
    {
        Facts = [.. FixedFacts.All, .. attributes];
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
