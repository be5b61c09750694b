namespace RulesRouter.Classifiers.Reading;

/// <summary>What a punctuation character counts for, independent of its neighbours.</summary>
/// <param name="Signal">The signal it increments.</param>
/// <param name="CodeMarks">Its contribution to the evidence that the line is code.</param>
/// <param name="NeedsContext">Whether further signals depend on its neighbours.</param>
internal readonly record struct PunctuationMark(Signal Signal, byte CodeMarks, bool NeedsContext)
{
    private const string WithContext = "()[]:=!<>+-\"'?";

    private static readonly PunctuationMark[] Ascii = [.. Enumerable.Range(0, 128).Select(unit => Read((char)unit))];

    /// <param name="unit">ASCII, as all <see cref="CharacterKind.Punctuation"/> is.</param>
    public static ref readonly PunctuationMark Of(char unit) => ref Ascii[unit];

    private static PunctuationMark Read(char unit) =>
        new(SignalOf(unit), unit is '{' or '}' or '=' ? (byte)1 : (byte)0, WithContext.Contains(unit));

    private static Signal SignalOf(char unit) => unit switch
    {
        '(' => Signal.Parens,
        ')' => Signal.ClosedParens,
        '[' => Signal.Brackets,
        ']' => Signal.ClosedBrackets,
        '{' => Signal.Braces,
        '}' => Signal.ClosedBraces,
        ';' => Signal.Semicolons,
        '=' => Signal.Assigns,
        '+' or '-' or '*' or '/' or '%' or '&' or '|' or '~' or '<' or '>' => Signal.Operators,
        '"' or '\'' => Signal.Quotes,
        '.' => Signal.Dots,
        ',' => Signal.Commas,
        ':' => Signal.Colons,
        '?' => Signal.Questions,
        '$' => Signal.Dollars,
        '\\' => Signal.Backslashes,
        '^' => Signal.Carets,
        _ => Signal.OtherPunctuation,
    };
}
