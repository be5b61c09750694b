namespace RulesRouter.Classifiers.Reading;

/// <summary>The word being read.</summary>
internal struct WordReader(CharacterKind first)
{
    private int uppers;
    private int underscores;
    private int digits;
    private int foreign;
    private readonly bool startsUpper = first == CharacterKind.Upper;
    private int length;

    public uint Hash { get; private set; } = WordHash.Start;

    public void Add(int lower, CharacterKind kind)
    {
        Hash = WordHash.Add(Hash, lower);
        length++;
        if (kind == CharacterKind.Lower)
        {
            return;
        }

        switch (kind)
        {
            case CharacterKind.Upper: uppers++; break;
            case CharacterKind.Underscore: underscores++; break;
            case CharacterKind.Digit: digits++; break;
            case CharacterKind.Foreign: foreign++; break;
            default: break;
        }
    }

    public readonly void End(ref LineReader line)
    {
        line.Add(Signal.Words, 1);
        line.Add(Signal.Digits, digits);
        line.Add(Signal.NonAscii, foreign);
        if (digits == length)
        {
            line.Add(Signal.Numbers, 1);
            line.Add(Signal.LongNumbers, digits > 2 ? 1 : 0);
        }
        else
        {
            line.Add(Signal.WordLetters, length);
            line.Add(Signal.LongWords, length > 8 ? 1 : 0);
            line.Add(Signal.CapitalWords, startsUpper ? 1 : 0);
            line.Add(Signal.CamelWords, uppers > (startsUpper ? 1 : 0) && uppers < length ? 1 : 0);
            line.Add(Signal.SnakeWords, underscores > 0 && underscores < length ? 1 : 0);
            line.Word(Hash);
        }
    }
}
