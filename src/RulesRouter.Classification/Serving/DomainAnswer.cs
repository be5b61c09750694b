using RulesRouter.Classifiers.Parameters;
using RulesRouter.Requests;

namespace RulesRouter.Classifiers.Serving;

/// <summary>A domain's outputs as returned: in range, non-decreasing in ability, quantised.</summary>
/// <param name="Success">One per ability level; empty if the task has no domain.</param>
/// <param name="Difficulty">Null if it is unknown.</param>
/// <param name="OutputTokens">Null if the domain does not predict it.</param>
internal readonly record struct DomainAnswer(AbilityChance[] Success, double? Difficulty, double? OutputTokens, bool OutOfDistribution)
{
    private const double Least = 0.01;

    /// <summary>
    /// Of the heads in a difficulty, beside the length of the prompt. Chosen among 0, ¼, ½, ¾ and 1 on the training rows: a larger weight
    /// ranks familiar prompts worse than their length does.
    /// </summary>
    private const double HeadWeight = 0.25;

    /// <summary>Of the effect of length in a difficulty: the prompts of a task, from one line to a page, reach from easy to hard.</summary>
    private const double LengthWeight = 3;

    /// <param name="outputs">One per target.</param>
    /// <param name="model">The model that produced the outputs.</param>
    /// <param name="distance">See <see cref="Familiarity.Distance"/>.</param>
    /// <param name="promptLength">See <see cref="Reading.DenseFeatures.Length"/>.</param>
    public static DomainAnswer Of(ReadOnlySpan<float> outputs, DomainModel model, float distance, float promptLength)
    {
        var latent = Latent.Of(outputs);
        var chances = new AbilityChance[AbilityGrid.Levels.Length];
        var before = Least;
        for (var level = 0; level < chances.Length; level++)
        {
            var ability = AbilityGrid.Levels[level];
            chances[level] = Chance(
                ability,
                model.Correction.Chance(ability, model.Difference(ability, latent, distance, promptLength)),
                ref before);
        }

        var trust = HeadWeight * Familiarity.TrustAt(distance);
        var learned = trust * outputs[DomainTargets.Difficulty] + (1 - trust) * model.MeanDifficulty;
        var difficulty = Logistic.Of(Logistic.LogitOf(learned) - LengthWeight * model.Lengths.Within(promptLength));
        var length = outputs[DomainTargets.OutputLength];
        return new DomainAnswer(
            chances,
            Math.Round(difficulty, 3),
            length > 0.3 && distance < 1 ? DomainTargets.ToTokens(length) : null,
            distance >= 1);
    }

    /// <summary>The answer for a domain without heads: by the length of the prompt alone.</summary>
    /// <param name="promptLength">See <see cref="Reading.DenseFeatures.Length"/>.</param>
    public static DomainAnswer Of(LengthResponse lengths, float promptLength)
    {
        var chances = new AbilityChance[AbilityGrid.Levels.Length];
        var before = Least;
        for (var level = 0; level < chances.Length; level++)
        {
            var ability = AbilityGrid.Levels[level];
            var difference = lengths.DifferenceOfUnknown(ability, promptLength);
            chances[level] = Chance(ability, Correction.AsTrained.Chance(ability, difference), ref before);
        }

        var difficulty = Logistic.Of(-LengthWeight * lengths.Within(promptLength));
        return new DomainAnswer(chances, Math.Round(difficulty, 3), null, OutOfDistribution: false);
    }

    private static AbilityChance Chance(double ability, double probability, ref double before)
    {
        before = Math.Max(before, Math.Min(probability, 1 - Least));
        return new AbilityChance(Math.Round(ability, 3), Math.Round(before, 4));
    }
}
