namespace RulesRouter.Requests;

/// <summary>What the rules of one policy see of one request. Filled by its maker, read-only afterwards.</summary>
public sealed class RequestFacts(FactSchema schema)
{
    private readonly FactValue[] values = new FactValue[schema.Facts.Length];
    private readonly Provenance[] provenance = new Provenance[schema.Facts.Length];

    public FactSchema Schema { get; } = schema;

    public FactValue this[FactSlot slot] => values[slot.Index];

    public Provenance ProvenanceOf(FactSlot slot) => provenance[slot.Index];

    public void Set(FactSlot slot, FactValue value, Provenance from)
    {
        values[slot.Index] = value;
        provenance[slot.Index] = from;
    }
}
