namespace RulesRouter.Suites.Editing;

/// <summary>How a model is asked to write a change down.</summary>
internal enum EditFormat
{
    /// <summary>Every changed file as a whole.</summary>
    WholeFile,

    /// <summary>Blocks with the lines to find and the lines to put in their place.</summary>
    SearchReplace,

    /// <summary>A unified diff.</summary>
    UnifiedDiff,
}
