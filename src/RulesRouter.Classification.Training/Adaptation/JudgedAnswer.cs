using RulesRouter.Catalog;

namespace RulesRouter.Classifiers.Training.Adaptation;

/// <summary>An outcome without its prompt, as kept by an outcome store.</summary>
/// <param name="Decision">Answers of one decision are never on both sides of a split.</param>
/// <param name="Endpoint">The endpoint that answered.</param>
/// <param name="Difficulty">The decision's difficulty, in [0, 1].</param>
/// <param name="Right">Whether the answer was right.</param>
internal sealed record JudgedAnswer(string Decision, string Endpoint, TaskKind Task, double Difficulty, bool Right);
