namespace RulesRouter.Classifiers.Reading;

/// <summary>
/// One bit each, so that the kinds of a word combine. The order matters: kinds up to <see cref="Digit"/> form words, those from
/// <see cref="Space"/> on are white space.
/// </summary>
[Flags]
internal enum CharacterKind : byte
{
    Lower = 1,
    Upper = 2,
    Foreign = 4,
    Underscore = 8,
    Digit = 16,
    Punctuation = 32,
    Space = 64,
    Newline = 128,
}
