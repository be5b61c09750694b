namespace RulesRouter.Economics.Difficulty;

/// <summary>How far things differ from what is known of them before outcomes: standard deviations in logits.</summary>
internal static class Deviations
{
    /// <summary>A task, as one team has it, from its reference difficulty.</summary>
    public const double Task = 1;

    /// <summary>A tier of a task from the step between tiers that prompts suggest.</summary>
    public const double Tier = 0.4;

    /// <summary>The tasks of one value of an attribute from those of all.</summary>
    public const double Group = 0.5;

    /// <summary>A model at one team's tasks from its ability.</summary>
    public const double Model = 0.4;

    /// <summary>An endpoint from its model.</summary>
    public const double Endpoint = 0.15;

    /// <summary>An endpoint at one tier from the same endpoint at others.</summary>
    public const double Cell = 0.2;
}
