namespace RulesRouter.Classifiers.Parameters;

/// <summary>Groups of tasks with a common notion of difficulty; each has its own heads.</summary>
internal enum Domain
{
    CodeGeneration,
    CodeReasoning,
    Debugging,
    Reasoning,
    Knowledge,
}
