namespace RulesRouter.Classifiers.Parameters;

/// <summary>The trained parameters of a domain.</summary>
/// <param name="Stack">Heads and the outputs blended from them, one per target of <see cref="DomainTargets"/>.</param>
/// <param name="Response">Success probability by ability.</param>
/// <param name="Familiarity">Which prompts are like the training rows.</param>
/// <param name="Lengths">The effect of a prompt's length, which holds for every prompt.</param>
/// <param name="MeanDifficulty">Mean of the training rows, in [0, 1]; used for prompts unlike all of them.</param>
/// <param name="EaseStep">Average change of ease per unit of difficulty.</param>
/// <param name="SpreadStep">Average change of spread per unit of difficulty.</param>
/// <param name="Correction">Correction learned from the user's own outcomes.</param>
internal sealed record DomainModel(
    StackedModel Stack,
    ItemResponse Response,
    Familiarity Familiarity,
    LengthResponse Lengths,
    float MeanDifficulty,
    float EaseStep,
    float SpreadStep,
    Correction Correction)
{
    /// <summary>Difference between success probability and ability on the logit scale, as served.</summary>
    /// <param name="distance">See <see cref="Familiarity.Distance"/>.</param>
    /// <param name="length">See <see cref="Reading.DenseFeatures.Length"/>.</param>
    public double Difference(double ability, Latent latent, float distance, float length)
    {
        var trust = Parameters.Familiarity.TrustAt(distance);
        return trust * Response.Difference(ability, latent) + Lengths.Difference(ability, length, trust);
    }

    /// <summary>The expected <see cref="ItemResponse.Difference"/> of a prompt of which only the difficulty is known.</summary>
    public double DifferenceAt(double ability, double difficulty) => Response.Difference(
        ability,
        new Latent(
            Response.MeanEase + EaseStep * (difficulty - MeanDifficulty),
            Response.MeanSpread + SpreadStep * (difficulty - MeanDifficulty)));
}
