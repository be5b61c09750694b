namespace RulesRouter.Classifiers.Reading;

/// <summary>
/// Words of an instruction and what they mean: of a long one those at the beginning and at the end. Texts without blanks give pairs of
/// characters.
/// </summary>
internal ref struct InstructionWords(Span<uint> words, Span<Concept> concepts)
{
    public const int Kept = HeadWords + TailWords;

    private const int HeadWords = 80;
    private const int TailWords = 40;
    private static readonly uint Number = WordHash.Of("#");

    private readonly Span<uint> words = words;
    private readonly Span<Concept> concepts = concepts;
    private ScriptCounts scripts;

    /// <summary>All words, kept or not.</summary>
    public int Count { get; private set; }

    public int Numbers { get; private set; }

    public int Questions { get; private set; }

    public readonly int Script => scripts.Script();

    public readonly int KeptWords => Math.Min(Count, Kept);

    /// <summary>A kept word in the order of the text.</summary>
    public readonly (uint Hash, Concept Concept) this[int kept] => (words[PlaceOf(kept)], concepts[PlaceOf(kept)]);

    public void Read(ReadOnlySpan<char> line)
    {
        for (var at = 0; at < line.Length;)
        {
            var unit = line[at];
            if (!WordCharacters.IsWord(unit))
            {
                Questions += unit is '?' or '？' or '؟' ? 1 : 0;
                at++;
                continue;
            }

            if (WordCharacters.IsEastAsian(unit))
            {
                scripts.CountEastAsian(unit);
                var next = at + 1 < line.Length && WordCharacters.IsEastAsian(line[at + 1]) ? line[at + 1] : '\0';
                var single = WordHash.Add(WordHash.Start, unit);
                var pair = next == '\0' ? single : WordHash.Add(single, next);
                Keep(pair, next == '\0' ? Concept.None : ConceptWords.Find(pair));
                at++;
                continue;
            }

            var hash = WordHash.Start;
            uint shortStem = 0, longStem = 0, syllables = 0;
            bool digits = true, isHangul = false;
            var start = at;
            for (; at < line.Length && WordCharacters.Fold(line[at]) is var lower && lower != 0 && !WordCharacters.IsEastAsian(lower); at++)
            {
                hash = WordHash.Add(hash, lower);
                digits &= char.IsAsciiDigit(lower);
                switch (at - start)
                {
                    case 1: syllables = hash; break;
                    case ConceptWords.ShortStem - 1: shortStem = hash; break;
                    case ConceptWords.LongStem - 1: longStem = hash; break;
                    default: break;
                }

                scripts.Count(lower, ref isHangul);
            }

            if (digits)
            {
                Numbers++;
                hash = Number;
            }

            var concept = ConceptWords.Find(hash);
            if (concept == Concept.None && at - start >= ConceptWords.ShortStem)
            {
                concept = ConceptWords.FindStem(shortStem);
                if (concept == Concept.None && at - start >= ConceptWords.LongStem)
                {
                    concept = ConceptWords.FindStem(longStem);
                }
            }

            if (concept == Concept.None && isHangul)
            {
                concept = ConceptWords.Find(syllables);
            }

            Keep(hash, concept);
        }
    }

    private void Keep(uint hash, Concept concept)
    {
        var place = Count < HeadWords ? Count : HeadWords + (Count - HeadWords) % TailWords;
        (words[place], concepts[place]) = (hash, concept);
        Count++;
    }

    /// <summary>A word by its place among those kept, in the order of the text.</summary>
    private readonly int PlaceOf(int kept) =>
        kept < HeadWords || Count <= HeadWords + TailWords
            ? kept
            : HeadWords + (Count - HeadWords + kept - HeadWords) % TailWords;
}
