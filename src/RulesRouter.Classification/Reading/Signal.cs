namespace RulesRouter.Classifiers.Reading;

/// <summary>What a prompt is counted for. The order is part of the artefact's format: add at the end, before <see cref="Count"/>.</summary>
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

    // opened less closed: text that does not balance is often what is to be mended
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

    /// <summary>"unit tests", or tests that shall be written.</summary>
    AsksForTests,

    Count,

    // read for the rules alone, and not learnt from: add at will

    /// <summary>The signal of the instruction's verb that the text opens with ("Please refactor …"), not a count.</summary>
    Opening = Count,

    /// <summary>"Code", "pull request", "CI": words of a programmer that stand for something else, or nothing, among the learnt ones.</summary>
    CodeWord,

    ClosedParens,
    ClosedBrackets,
    ClosedBraces,
    OtherPunctuation,

    /// <summary>"Input", "Sample Input 1:", "Output" on lines of their own: how statements of contest problems are laid out.</summary>
    InputHeadings,
    OutputHeadings,

    All,
}
