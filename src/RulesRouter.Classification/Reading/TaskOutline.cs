namespace RulesRouter.Classifiers.Reading;

/// <summary>What the lines of a request are, and what its instruction names.</summary>
internal struct TaskOutline
{
    public int ProseLines;

    public int CodeLines;

    public int DiffLines;

    public int ProseWords;

    /// <summary>Whether the instruction has letters that English has not.</summary>
    public bool IsForeign;

    /// <summary>Bits of the concepts in the first and the last words.</summary>
    public ulong Concepts;

    /// <summary>Bits of the kinds that the first words name.</summary>
    public uint OpeningKinds;

    /// <summary>Bits of the kinds that the last words name.</summary>
    public uint ClosingKinds;

    /// <summary>Bits of the kinds that the system text names.</summary>
    public uint SystemKinds;

    public readonly bool Has(Concept concept) => (Concepts >> (int)concept & 1) != 0;
}
