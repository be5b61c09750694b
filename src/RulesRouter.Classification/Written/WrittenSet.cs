namespace RulesRouter.Classifiers.Written;

/// <summary>The prompts written for this project, by file.</summary>
internal enum WrittenSet
{
    /// <summary>Requests of any length and their texts.</summary>
    General,

    /// <summary>
    /// Short prompts, many with a word of software in another sense: probes of a connection, small talk, questions, and requests in many
    /// languages.
    /// </summary>
    Short,

    /// <summary>Requests as developers type them: terse, misspelt, code or an error first or alone.</summary>
    Terse,

    /// <summary>Requests for every task in many languages.</summary>
    Languages,
}
