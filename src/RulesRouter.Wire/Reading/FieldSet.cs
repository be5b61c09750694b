namespace RulesRouter.Wire.Reading;

/// <summary>The fields of one object that occurred so far, by their index.</summary>
internal ref struct FieldSet
{
    private UInt128 seen;
    private UInt128 given;

    public FieldSet()
    {
    }

    /// <summary>Index of the field whose value is being read; -1 before the first.</summary>
    public int Current { get; private set; } = -1;

    /// <summary>Whether the field occurred with a value that is not null, of whatever type.</summary>
    public readonly bool Has(int field) => (given & Bit(field)) != 0;

    /// <summary>The fields that occurred, with a value or null: a bit for each index.</summary>
    public readonly UInt128 Occurred => seen;

    /// <summary>The fields that occurred with a value that is not null.</summary>
    public readonly UInt128 Given => given;

    /// <summary>False if the field occurred before.</summary>
    public bool TryAdd(int index)
    {
        var before = seen;
        seen |= Bit(index);
        return seen != before;
    }

    public void MoveTo(int index)
    {
        given |= Bit(index);
        Current = index;
    }

    private static UInt128 Bit(int index) => UInt128.One << index;
}
