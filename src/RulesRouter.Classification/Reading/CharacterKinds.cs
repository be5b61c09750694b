using System.Runtime.CompilerServices;

namespace RulesRouter.Classifiers.Reading;

internal static class CharacterKinds
{
    private static readonly CharacterKind[] Ascii = [.. Enumerable.Range(0, 128).Select(unit => Classify((char)unit))];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CharacterKind Of(char unit) => unit < 128 ? Ascii[unit] : CharacterKind.Foreign;

    /// <summary>
    /// Sets the bit that distinguishes a lower-case ASCII letter from its upper-case form. Branch-free, because the branch is
    /// unpredictable.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LowerOf(char unit, CharacterKind kind) => unit | ((int)(kind & CharacterKind.Upper) << 4);

    private static CharacterKind Classify(char unit) => unit switch
    {
        '\n' => CharacterKind.Newline,
        '_' => CharacterKind.Underscore,
        >= 'a' and <= 'z' => CharacterKind.Lower,
        >= 'A' and <= 'Z' => CharacterKind.Upper,
        >= '0' and <= '9' => CharacterKind.Digit,
        <= ' ' => CharacterKind.Space,
        _ => CharacterKind.Punctuation,
    };
}
