namespace RulesRouter.Classifiers.Reading;

/// <summary>What a line of a request is.</summary>
internal enum TaskLine
{
    Blank,
    Prose,
    Comment,
    Code,
    Diff,
    Fence,
}
