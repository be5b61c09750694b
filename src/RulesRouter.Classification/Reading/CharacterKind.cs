namespace RulesRouter.Classifiers.Reading;

/// <summary>The order matters: up to <see cref="Digit"/> makes words, from <see cref="Space"/> on is white space.</summary>
internal enum CharacterKind : byte
{
    Lower,
    Upper,
    Foreign,
    Underscore,
    Digit,
    Punctuation,
    Space,
    Newline,
}
