using RulesRouter.Requests;

namespace RulesRouter.Classifiers.Adaptation;

/// <summary>An outcome without its prompt, as a store of outcomes keeps it.</summary>
/// <param name="Decision">Answers of one decision are never on both sides of a split.</param>
/// <param name="Endpoint">Who answered.</param>
/// <param name="Difficulty">As the decision said, in [0, 1].</param>
/// <param name="Right">Whether the answer was.</param>
public sealed record JudgedAnswer(string Decision, string Endpoint, TaskKind Task, double Difficulty, bool Right);
