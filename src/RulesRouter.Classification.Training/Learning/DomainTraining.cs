using RulesRouter.Classifiers.Parameters;

namespace RulesRouter.Classifiers.Training.Learning;

/// <summary>Trains the parameters of a domain.</summary>
internal static class DomainTraining
{
    public static DomainModel Train(IReadOnlyList<LearningRow> rows, LengthResponse lengths, int seed)
    {
        var (stack, unseen) = StackTraining.Train(
            rows,
            DomainTargets.Count,
            DomainTargets.Priors,
            DomainTargets.Otherwise,
            seed,
            DomainTargets.SpreadInGroup);
        var latents = unseen.Select(outputs => Latent.Of(outputs)).ToArray();
        var difficulties = unseen.Select(outputs => (double)outputs[DomainTargets.Difficulty]).ToArray();
        return new DomainModel(
            stack,
            ItemResponseTraining.Fit(latents, rows),
            Familiarity.None.With(rows, seed),
            lengths.Around(rows),
            rows.Average(row => row.Labels[DomainTargets.Difficulty]),
            Step(difficulties, [.. latents.Select(latent => latent.Ease)]),
            Step(difficulties, [.. latents.Select(latent => latent.Spread)]),
            Correction.AsTrained);
    }

    private static float Step(double[] from, double[] to)
    {
        var (fromMean, toMean) = (from.Average(), to.Average());
        var spread = from.Sum(value => Math.Pow(value - fromMean, 2));
        return spread == 0 ? 0 : (float)(from.Zip(to, (one, other) => (one - fromMean) * (other - toMean)).Sum() / spread);
    }
}
