namespace RulesRouter.Requests;

/// <summary>The chance that a model of a given ability solves the prompt.</summary>
/// <param name="Ability">Mean success rate in [0, 1] of such a model over the task's training prompts.</param>
/// <param name="Probability">In [0, 1].</param>
internal readonly record struct AbilityChance(double Ability, double Probability);
