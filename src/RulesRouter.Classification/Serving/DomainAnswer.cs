using RulesRouter.Classifiers.Learning;
using RulesRouter.Requests;

namespace RulesRouter.Classifiers.Serving;

/// <summary>A domain's outputs as they are answered: shrunk where the prompt is unfamiliar, in range, rising with ability, quantised.</summary>
/// <param name="Success">One an ability level; empty where nothing was learnt.</param>
/// <param name="OutputTokens">Null where the domain says nothing of it.</param>
internal readonly record struct DomainAnswer(AbilityChance[] Success, double Difficulty, double? OutputTokens, bool OutOfDistribution)
{
    private const double Least = 0.01;

    /// <summary>
    /// What of a prediction is left where nothing like the prompt was seen. Chosen, with the place where trust begins to fall, on the training
    /// rows alone: with each family left out in turn more did harm, and within familiar sources less cost more.
    /// </summary>
    private const double LeastTrust = 0.2;

    /// <param name="outputs">One a target.</param>
    /// <param name="model">Where the outputs are from.</param>
    /// <param name="distance">From the training rows: from 0 to 1 trust falls.</param>
    public static DomainAnswer Of(ReadOnlySpan<float> outputs, DomainModel model, float distance)
    {
        var latent = Latent.Of(outputs);
        var trust = TrustAt(distance);
        var chances = new AbilityChance[AbilityGrid.Levels.Length];
        var before = Least;
        for (var level = 0; level < chances.Length; level++)
        {
            var ability = AbilityGrid.Levels[level];
            before = Math.Max(before, Math.Min(model.Correction.Chance(ability, trust * model.Response.Difference(ability, latent)), 1 - Least));
            chances[level] = new AbilityChance(Math.Round(ability, 3), Math.Round(before, 3));
        }

        var length = outputs[DomainTargets.OutputLength];
        return new DomainAnswer(
            chances,
            Math.Round(Math.Clamp(model.MeanDifficulty + trust * (outputs[DomainTargets.Difficulty] - model.MeanDifficulty), 0, 1), 3),
            length > 0.3 && distance < 1 ? DomainTargets.ToTokens(length) : null,
            distance >= 1);
    }

    public static double TrustAt(float distance) => 1 - (1 - LeastTrust) * Math.Clamp(distance, 0, 1);
}
