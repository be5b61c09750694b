using RulesRouter.Requests;

namespace RulesRouter.Verification.Proving.Witnesses;

/// <summary>A value for facts by name; what is not named is unknown.</summary>
internal sealed class FactAssignment(IReadOnlyDictionary<string, FactValue> values)
{
    public FactValue this[string name] => values.GetValueOrDefault(name);

    public FactValue this[FactSlot slot] => this[FixedFacts.All[slot.Index].Name];

    public IEnumerable<string> Known => values.Where(pair => pair.Value.IsKnown).Select(pair => pair.Key);

    public RequestFacts Over(FactSchema schema)
    {
        var facts = new RequestFacts(schema);
        for (var index = 0; index < schema.Facts.Length; index++)
        {
            facts.Set(new FactSlot(index), this[schema.Facts[index].Name], Provenance.Caller);
        }

        return facts;
    }

    public FactAssignment With(string name, FactValue value) => new(new Dictionary<string, FactValue>(values) { [name] = value });
}
