namespace RulesRouter.Classifiers.Reading;

/// <summary>A bit each, so that a word's kinds add up. The order matters: up to <see cref="Digit"/> makes words, from <see cref="Space"/> on is white space.</summary>
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
