namespace RulesRouter.Classifiers.Reading;

/// <summary>A word of an instruction: what it is hashed to, and the hashes under which its concept may be listed.</summary>
internal struct InstructionWord
{
    /// <summary>One more than the longest beginning under which a concept is listed, for longer ones.</summary>
    public const int Beginnings = ConceptWords.LongStem + 1;

    private static readonly uint ErrorName = WordHash.Of("error");

    private uint whole, shortStem, longStem, syllables;

    public uint Hash { get; private init; }

    /// <summary><see cref="Concept.None"/> until <see cref="FindConcept"/>.</summary>
    public Concept Concept { get; private set; }

    /// <param name="hash">Of the word, or of what replaces it.</param>
    /// <param name="length">In characters.</param>
    /// <param name="beginnings">The hashes of its first characters, of its first two, and so on.</param>
    /// <param name="isHangul">Two syllables may be a listed word.</param>
    public static InstructionWord Of(uint hash, int length, ReadOnlySpan<uint> beginnings, bool isHangul) => new()
    {
        Hash = hash,
        whole = hash,
        shortStem = length >= ConceptWords.ShortStem ? beginnings[ConceptWords.ShortStem - 1] : 0,
        longStem = length >= ConceptWords.LongStem ? beginnings[ConceptWords.LongStem - 1] : 0,
        syllables = isHangul && length > 1 ? beginnings[1] : 0,
    };

    /// <summary>Two characters of a script without blanks.</summary>
    public static InstructionWord OfPair(uint hash) => new() { Hash = hash, whole = hash };

    /// <summary>The last character of a run of such a script: no word is listed under it.</summary>
    public static InstructionWord OfSingle(uint hash) => new() { Hash = hash };

    /// <summary>A type of errors, which is listed under no word.</summary>
    public static InstructionWord OfError(uint hash) => new() { Hash = hash, whole = ErrorName };

    public void FindConcept()
    {
        var found = whole == 0 ? Concept.None : ConceptWords.Find(whole);
        found = found == Concept.None && shortStem != 0 ? ConceptWords.FindStem(shortStem) : found;
        found = found == Concept.None && longStem != 0 ? ConceptWords.FindStem(longStem) : found;
        Concept = found == Concept.None && syllables != 0 ? ConceptWords.Find(syllables) : found;
    }
}
