namespace RulesRouter.Classifiers.Reading;

/// <summary>The word being read.</summary>
internal struct WordReader
{
    private int uppers;
    private int underscores;
    private int digits;
    private int foreign;
    private bool startsUpper;

    public int Length { get; private set; }

    public uint Hash { get; private set; }

    public void Add(int lower, CharacterKind kind)
    {
        if (Length == 0)
        {
            Hash = WordHash.Start;
            startsUpper = kind == CharacterKind.Upper;
        }

        Hash = WordHash.Add(Hash, lower);
        Length++;
        switch (kind)
        {
            case CharacterKind.Upper: uppers++; break;
            case CharacterKind.Underscore: underscores++; break;
            case CharacterKind.Digit: digits++; break;
            case CharacterKind.Foreign: foreign++; break;
            default: break;
        }
    }

    public void End(ref LineReader line)
    {
        line.Add(Signal.Words, 1);
        line.Add(Signal.Digits, digits);
        line.Add(Signal.NonAscii, foreign);
        if (digits == Length)
        {
            line.Add(Signal.Numbers, 1);
            line.Add(Signal.LongNumbers, digits > 2 ? 1 : 0);
        }
        else
        {
            line.Add(Signal.WordLetters, Length);
            line.Add(Signal.LongWords, Length > 8 ? 1 : 0);
            line.Add(Signal.CapitalWords, startsUpper ? 1 : 0);
            line.Add(Signal.CamelWords, uppers > (startsUpper ? 1 : 0) && uppers < Length ? 1 : 0);
            line.Add(Signal.SnakeWords, underscores > 0 && underscores < Length ? 1 : 0);
            line.Word(Hash);
        }

        this = default;
    }
}
