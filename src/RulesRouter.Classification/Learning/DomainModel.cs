namespace RulesRouter.Classifiers.Learning;

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
    StackedModel Stack, ItemResponse Response, Familiarity Familiarity, LengthResponse Lengths, float MeanDifficulty, float EaseStep, float SpreadStep, Correction Correction)
{
    public static DomainModel Train(IReadOnlyList<LearningRow> rows, LengthResponse lengths, int seed)
    {
        var (stack, unseen) = StackedModel.Train(rows, DomainTargets.Count, DomainTargets.Priors, DomainTargets.Otherwise, seed, DomainTargets.SpreadInGroup);
        var latents = unseen.Select(outputs => Latent.Of(outputs)).ToArray();
        var difficulties = unseen.Select(outputs => (double)outputs[DomainTargets.Difficulty]).ToArray();
        return new DomainModel(
            stack,
            ItemResponse.Fit(latents, rows),
            Familiarity.None.With(rows, seed),
            lengths.Around(rows),
            rows.Average(row => row.Labels[DomainTargets.Difficulty]),
            Step(difficulties, [.. latents.Select(latent => latent.Ease)]),
            Step(difficulties, [.. latents.Select(latent => latent.Spread)]),
            Correction.AsTrained);
    }

    /// <summary>Difference between success probability and ability on the logit scale, as served.</summary>
    /// <param name="distance">See <see cref="Familiarity.Distance"/>; trust falls between 0 and 1.</param>
    /// <param name="richness">See <see cref="Reading.DenseFeatures.Richness"/>.</param>
    public double Difference(double ability, Latent latent, float distance, float richness) =>
        Learning.Familiarity.TrustAt(distance) * Response.Difference(ability, latent) + Lengths.Difference(richness, distance);

    /// <summary>The expected <see cref="ItemResponse.Difference"/> of a prompt of which only the difficulty is known.</summary>
    public double DifferenceAt(double ability, double difficulty) => Response.Difference(
        ability, new Latent(Response.MeanEase + EaseStep * (difficulty - MeanDifficulty), Response.MeanSpread + SpreadStep * (difficulty - MeanDifficulty)));

    private static float Step(double[] from, double[] to)
    {
        var (fromMean, toMean) = (from.Average(), to.Average());
        var spread = from.Sum(value => Math.Pow(value - fromMean, 2));
        return spread == 0 ? 0 : (float)(from.Zip(to, (one, other) => (one - fromMean) * (other - toMean)).Sum() / spread);
    }
}
