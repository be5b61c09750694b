namespace RulesRouter.Tokens;

/// <summary>
/// What is counted in a text. A pretoken is a part that no token crosses: a word with the blank before it, up to three digits, a run of
/// marks.
/// </summary>
internal enum TokenFeature
{
    /// <summary>Words at the start of a text or line, or after a blank.</summary>
    Words,

    /// <summary>Words directly after a mark: <c>(word</c>.</summary>
    WordsAfterMark,

    /// <summary>Words directly after another word or digits, as in <c>camelCase</c>.</summary>
    JoinedWords,

    /// <summary>Letters of a word beyond the fourth, sixth, eighth and twelfth.</summary>
    LettersFrom5,
    LettersFrom7,
    LettersFrom9,
    LettersFrom13,

    /// <summary>Capitals after a capital.</summary>
    Capitals,

    /// <summary>
    /// Changes between letters and digits, and capitals within a word, that follow another change within six characters: hex, base64.
    /// </summary>
    NoisyDigits,
    NoisyCapitals,

    /// <summary>Letters in a row that are the same as the two before.</summary>
    RepeatedLetters,

    /// <summary>Runs of digits, and their groups of up to three digits after the first group: three digits make a pretoken.</summary>
    Numbers,
    FurtherDigitGroups,

    /// <summary>Numbers after a blank, which is a token of its own.</summary>
    NumbersAfterBlank,

    /// <summary>Runs of marks.</summary>
    MarkRuns,

    /// <summary>Single marks directly before a word, which may share its first token.</summary>
    MarksBeforeWord,

    /// <summary>Marks after a mark, different from it and equal to it.</summary>
    FurtherMarks,
    RepeatedMarks,

    /// <summary>Runs of two or more blanks or tabs, and their further characters.</summary>
    BlankRuns,
    FurtherBlanks,
    Tabs,

    /// <summary>Runs of line ends after a mark, after anything else, and further line ends.</summary>
    LineEndsAfterMark,
    LineEnds,
    FurtherLineEnds,
    Controls,
    Count,
}
