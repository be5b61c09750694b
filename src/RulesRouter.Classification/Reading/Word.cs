using System.Runtime.CompilerServices;

namespace RulesRouter.Classifiers.Reading;

/// <summary>A word: a run of letters, digits and underscores.</summary>
internal readonly ref struct Word
{
    private const int LongLetters = 8;
    private const int LongDigits = 2;

    private readonly ReadOnlySpan<char> text;
    private readonly CharacterKind kinds;

    private Word(ReadOnlySpan<char> text, uint hash, CharacterKind kinds)
    {
        this.text = text;
        this.kinds = kinds;
        Hash = hash;
    }

    /// <summary>FNV-1a of it in lower case.</summary>
    public uint Hash { get; }

    public int Length => text.Length;

    public bool IsNumber => kinds == CharacterKind.Digit;

    /// <param name="rest">The text from the word's first character on.</param>
    /// <param name="lowered">
    /// Receives the low bytes of its characters in lower case; it has room for all of <paramref name="rest"/>.
    /// </param>
    public static Word Read(ReadOnlySpan<char> rest, Span<byte> lowered)
    {
        CharacterKind kinds = 0;
        var hash = WordHash.Start;
        var length = 0;
        for (; length < rest.Length; length++)
        {
            var kind = CharacterKinds.Of(rest[length]);
            if (kind > CharacterKind.Digit)
            {
                break;
            }

            kinds |= kind;
            var lower = CharacterKinds.LowerOf(rest[length], kind);
            hash = WordHash.Add(hash, lower);
            lowered[length] = (byte)lower;
        }

        return new Word(rest[..length], hash, kinds);
    }

    public void CountIn(ref SignalCounts counts)
    {
        counts[(int)Signal.Words]++;
        if (IsNumber)
        {
            counts[(int)Signal.Digits] += text.Length;
            counts[(int)Signal.Numbers]++;
            counts[(int)Signal.LongNumbers] += text.Length > LongDigits ? 1 : 0;
            return;
        }

        counts[(int)Signal.WordLetters] += text.Length;
        counts[(int)Signal.LongWords] += text.Length > LongLetters ? 1 : 0;
        if (kinds != CharacterKind.Lower)
        {
            CountKindsIn(ref counts);
        }
    }

    /// <summary>Counts words that have other characters than lower-case letters.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void CountKindsIn(ref SignalCounts counts)
    {
        int uppers = 0, underscores = 0;
        foreach (var unit in text)
        {
            var kind = CharacterKinds.Of(unit);
            uppers += kind == CharacterKind.Upper ? 1 : 0;
            underscores += kind == CharacterKind.Underscore ? 1 : 0;
            counts[(int)Signal.Digits] += kind == CharacterKind.Digit ? 1 : 0;
            counts[(int)Signal.NonAscii] += kind == CharacterKind.Foreign ? 1 : 0;
        }

        var capital = CharacterKinds.Of(text[0]) == CharacterKind.Upper ? 1 : 0;
        counts[(int)Signal.CapitalWords] += capital;
        counts[(int)Signal.CamelWords] += uppers > capital && uppers < text.Length ? 1 : 0;
        counts[(int)Signal.SnakeWords] += underscores > 0 && underscores < text.Length ? 1 : 0;
    }
}
