namespace RulesRouter.Classifiers.Reading;

/// <summary>
/// The signals counted in a prompt. The order is part of the artefact's format: add at the end, before <see cref="Count"/>.
/// </summary>
internal enum Signal
{
    Lines,
    BlankLines,
    IndentedLines,
    MaxIndent,
    CodeLines,
    Words,
    WordLetters,
    LongWords,
    CapitalWords,
    CamelWords,
    SnakeWords,
    Numbers,
    LongNumbers,
    Digits,
    NonAscii,
    Parens,
    MaxParenDepth,
    Brackets,
    Braces,
    Semicolons,
    Assigns,
    Operators,
    Quotes,
    Dots,
    Commas,
    Colons,
    Questions,
    Dollars,
    Backslashes,
    Carets,
    Fences,
    ListItems,
    Choices,
    InteractivePrompts,
    FillMarkers,
    DiffHunks,
    DiffAdded,
    DiffRemoved,
    TraceLines,
    Holes,

    // how code is written
    Calls,
    MethodCalls,
    Slices,
    NegativeIndexes,
    Comparisons,
    Increments,
    LiteralCharacters,
    OpenEnds,
    Comments,

    // opened minus closed: unbalanced text is often code to repair
    ParenBalance,
    BracketBalance,
    BraceBalance,

    // words of code
    Loops,
    Branches,
    Definitions,
    Returns,
    Imports,
    Types,
    Asserts,
    TextMethods,
    ListMethods,
    MapMethods,

    // words of prose, counted only on lines that are not code
    Explain,
    Review,
    Refactor,
    Fix,
    Bug,
    Test,
    Write,
    Complete,
    Summarise,
    Ask,
    Quantity,
    Mathematics,
    Agent,
    Negation,
    CodeNoun,
    Predict,

    /// <summary>"unit tests", or an instruction to write tests.</summary>
    AsksForTests,

    Count,

    // used by the rules only, not by the trained heads: may be extended freely

    /// <summary>The signal of the opening verb ("Please refactor …"), not a count.</summary>
    Opening = Count,

    /// <summary>"Code", "pull request", "CI": programming words that map to another signal, or to none, in the trained features.</summary>
    CodeWord,

    ClosedParens,
    ClosedBrackets,
    ClosedBraces,
    OtherPunctuation,

    /// <summary>"Input", "Sample Input 1:", "Output" on lines of their own: the layout of contest problems.</summary>
    InputHeadings,
    OutputHeadings,

    All,
}
