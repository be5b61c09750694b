using System.Runtime.CompilerServices;

namespace RulesRouter.Classifiers.Reading;

/// <summary>Which characters of any script belong to words, in the text from which a task is recognised.</summary>
internal static class WordCharacters
{
    private static readonly char[] Folded =
    [
        .. Enumerable.Range(0, 128).Select(unit => (char)unit)
            .Select(unit => char.IsAsciiLetterOrDigit(unit) || unit == '_' ? char.ToLowerInvariant(unit) : '\0'),
    ];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsWord(char unit) => Fold(unit) != 0;

    /// <summary>A character of a word in lower case; 0 if it is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static char Fold(char unit) => unit < 128 ? Folded[unit] : FoldForeign(unit);

    /// <summary>The same for ASCII; 0 for any other character.</summary>
    public static char FoldAscii(char unit) => unit < 128 ? Folded[unit] : '\0';

    private static char FoldForeign(char unit) => char.IsLetter(unit) || IsMark(unit) ? char.ToLowerInvariant(unit) : '\0';

    /// <summary>Vowel signs of Indic scripts and Thai belong to words.</summary>
    private static bool IsMark(char unit) => unit is >= '\u0900' and <= '\u0E7F';

    public static bool IsEastAsian(char unit) => unit is >= '\u3040' and <= '\u9FFF' or >= '\u0E00' and <= '\u0E7F';
}
