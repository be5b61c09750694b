namespace RulesRouter.Classifiers.Learning;

/// <summary>What was learnt about a domain.</summary>
/// <param name="Stack">Heads and what is made of them, a target each of <see cref="DomainTargets"/>.</param>
/// <param name="Response">Chances by ability.</param>
/// <param name="Familiarity">Which prompts the heads may be believed on.</param>
/// <param name="Lengths">What is believed of all, and alone of the others.</param>
/// <param name="MeanDifficulty">Of the training rows, in [0, 1]: what a prompt is taken for where nothing like it was seen.</param>
/// <param name="EaseStep">How a prompt's ease changes, on average, where its difficulty is higher by 1.</param>
/// <param name="SpreadStep">How its spread does.</param>
/// <param name="Correction">By one's own outcomes.</param>
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

    /// <summary>By how much a chance differs from the ability, on the logit scale, as it is served.</summary>
    /// <param name="distance">See <see cref="Familiarity.Distance"/>: from 0 to 1 trust falls.</param>
    /// <param name="richness">See <see cref="Reading.DenseFeatures.Richness"/>.</param>
    public double Difference(double ability, Latent latent, float distance, float richness) =>
        Learning.Familiarity.TrustAt(distance) * Response.Difference(ability, latent) + Lengths.Difference(richness, distance);

    /// <summary>What <see cref="ItemResponse.Difference"/> is expected to be where of a prompt only its difficulty is known.</summary>
    public double DifferenceAt(double ability, double difficulty) => Response.Difference(
        ability, new Latent(Response.MeanEase + EaseStep * (difficulty - MeanDifficulty), Response.MeanSpread + SpreadStep * (difficulty - MeanDifficulty)));

    private static float Step(double[] from, double[] to)
    {
        var (fromMean, toMean) = (from.Average(), to.Average());
        var spread = from.Sum(value => Math.Pow(value - fromMean, 2));
        return spread == 0 ? 0 : (float)(from.Zip(to, (one, other) => (one - fromMean) * (other - toMean)).Sum() / spread);
    }
}
