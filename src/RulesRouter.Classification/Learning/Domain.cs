namespace RulesRouter.Classifiers.Learning;

/// <summary>Kinds of prompts that share what makes them hard; each has its own heads.</summary>
internal enum Domain
{
    CodeGeneration,
    CodeReasoning,
    Debugging,
    Reasoning,
    Knowledge,
}
