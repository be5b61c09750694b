namespace RulesRouter.Classifiers.Reading;

/// <summary>
/// Words of an instruction and what they mean: of a long one those at the beginning and at the end. Texts without blanks give pairs of
/// characters.
/// </summary>
internal ref struct InstructionWords(Span<InstructionWord> words)
{
    public const int Kept = HeadWords + TailWords;

    private const int HeadWords = 80;
    private const int TailWords = 40;
    private const int MinErrorName = 7;
    private static readonly uint Number = WordHash.Of("#");

    private readonly Span<InstructionWord> words = words;
    private ScriptCounts scripts;

    /// <summary>All words, kept or not.</summary>
    public int Count { get; private set; }

    public int Numbers { get; private set; }

    public int Questions { get; private set; }

    public readonly int Script => scripts.Script();

    public readonly bool IsForeign => scripts.IsForeign();

    public readonly int KeptWords => Math.Min(Count, Kept);

    /// <summary>A kept word in the order of the text.</summary>
    public readonly ref readonly InstructionWord this[int kept] => ref words[PlaceOf(kept)];

    public void Read(scoped ReadOnlySpan<char> line)
    {
        Span<uint> beginnings = stackalloc uint[InstructionWord.Beginnings];
        for (var at = 0; at < line.Length;)
        {
            var unit = line[at];
            if (!WordCharacters.IsWord(unit))
            {
                Questions += unit is '?' or '？' or '؟' ? 1 : 0;
                at++;
            }
            else if (WordCharacters.IsEastAsian(unit))
            {
                ReadPair(line[at..]);
                at++;
            }
            else
            {
                at += ReadWord(line[at..], beginnings);
            }
        }
    }

    /// <summary>Finds what the kept words mean. Call it after the last line.</summary>
    public readonly void FindConcepts()
    {
        foreach (ref var word in words[..KeptWords])
        {
            word.FindConcept();
        }
    }

    private void ReadPair(scoped ReadOnlySpan<char> rest)
    {
        scripts.CountEastAsian(rest[0]);
        var single = WordHash.Add(WordHash.Start, rest[0]);
        Keep(rest.Length > 1 && WordCharacters.IsEastAsian(rest[1])
            ? InstructionWord.OfPair(WordHash.Add(single, rest[1]))
            : InstructionWord.OfSingle(single));
    }

    /// <param name="beginnings">Receives the hashes of the word's beginnings.</param>
    /// <returns>The word's length.</returns>
    private int ReadWord(scoped ReadOnlySpan<char> rest, scoped Span<uint> beginnings)
    {
        var (hash, length, digits) = (WordHash.Start, 0, true);
        for (; length < rest.Length && WordCharacters.FoldAscii(rest[length]) is var lower && lower != 0; length++)
        {
            hash = WordHash.Add(hash, lower);
            digits &= lower <= '9';
            beginnings[Math.Min(length, InstructionWord.Beginnings - 1)] = hash;
        }

        scripts.CountAscii(length);
        var isHangul = false;
        for (; length < rest.Length && !WordCharacters.IsEastAsian(rest[length]); length++)
        {
            var lower = WordCharacters.Fold(rest[length]);
            if (lower == 0)
            {
                break;
            }

            hash = WordHash.Add(hash, lower);
            digits &= char.IsAsciiDigit(lower);
            beginnings[Math.Min(length, InstructionWord.Beginnings - 1)] = hash;
            scripts.Count(lower, ref isHangul);
        }

        Numbers += digits ? 1 : 0;
        Keep(NamesError(rest[..length])
            ? InstructionWord.OfError(hash)
            : InstructionWord.Of(digits ? Number : hash, length, beginnings, isHangul));
        return length;
    }

    /// <summary>A type of errors: "KeyError", "NullReferenceException".</summary>
    private static bool NamesError(ReadOnlySpan<char> word) => word.Length > MinErrorName && word[^1] switch
    {
        'r' => word.EndsWith("Error", StringComparison.Ordinal),
        'n' => word.EndsWith("Exception", StringComparison.Ordinal),
        _ => false,
    };

    private void Keep(scoped in InstructionWord word)
    {
        words[Count < HeadWords ? Count : HeadWords + (Count - HeadWords) % TailWords] = word;
        Count++;
    }

    /// <summary>A word by its place among those kept, in the order of the text.</summary>
    private readonly int PlaceOf(int kept) =>
        kept < HeadWords || Count <= HeadWords + TailWords
            ? kept
            : HeadWords + (Count - HeadWords + kept - HeadWords) % TailWords;
}
