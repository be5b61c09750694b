namespace RulesRouter.Catalog;

/// <summary>What a prompt asks for. The one enumeration of tasks: facts, quality figures and outcomes use it.</summary>
public enum TaskKind
{
    Autocomplete,
    CodeGeneration,
    UnitTestGeneration,
    Debugging,
    Refactor,
    CodeReview,
    Explain,
    CodeReasoning,
    Reasoning,
    Knowledge,
    Summarise,
    Chat,
    Agentic,
    Other,
}
