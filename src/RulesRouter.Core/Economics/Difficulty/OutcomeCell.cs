using RulesRouter.Requests;

namespace RulesRouter.Economics.Difficulty;

/// <summary>Judged outcomes of one endpoint at one task and tier.</summary>
/// <param name="Model">Id of the model that answered.</param>
/// <param name="Ability">The model's ability at the task before outcomes: mean and variance of the logit.</param>
/// <param name="Tier">Null where the difficulty was unknown.</param>
/// <param name="Trials">At least 0; fractions where evidence has faded.</param>
/// <param name="SharedTrials">The part that may move the shared difficulty: all but the capped trials of the tally.</param>
internal sealed record OutcomeCell(
    string Endpoint,
    string Model,
    Belief Ability,
    ComplexityTier? Tier,
    double Trials,
    double Successes,
    double SharedTrials,
    double SharedSuccesses);
