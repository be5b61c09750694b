namespace RulesRouter.Classifiers.Learning;

/// <summary>What was learnt about a domain.</summary>
/// <param name="Stack">Heads and what is made of them, a target each of <see cref="DomainTargets"/>.</param>
/// <param name="Familiarity">Which prompts the heads may be believed on.</param>
/// <param name="MeanDifficulty">Of the training rows, in [0, 1]: what a prompt is taken for where nothing like it was seen.</param>
/// <param name="Steps">What a difficulty higher by 1 takes from the chance at each ability level, on average.</param>
/// <param name="Correction">By one's own outcomes.</param>
internal sealed record DomainModel(StackedModel Stack, Familiarity Familiarity, float MeanDifficulty, float[] Steps, Correction Correction)
{
    public static DomainModel Train(IReadOnlyList<LearningRow> rows, int seed)
    {
        var stack = StackedModel.Train(rows, DomainTargets.Count, DomainTargets.Priors, DomainTargets.Otherwise, seed);
        return new DomainModel(
            stack,
            Familiarity.None.With(rows, seed),
            rows.Average(row => row.Labels[DomainTargets.Difficulty]),
            StepsOf([.. rows.AsParallel().AsOrdered().Select(row => stack.Predict(row.Vector))]),
            Correction.AsTrained);
    }

    /// <summary>How the chance of a model of this ability is expected to differ from the ability, where of a prompt only its difficulty is known.</summary>
    public double DifferenceAt(double ability, double difficulty)
    {
        var (lower, share) = AbilityGrid.Place(ability);
        return (MeanDifficulty - difficulty) * (Steps[lower] * (1 - share) + Steps[lower + 1] * share);
    }

    private static float[] StepsOf(float[][] outputs)
    {
        var mean = outputs.Average(output => (double)output[DomainTargets.Difficulty]);
        var spread = outputs.Sum(output => Math.Pow(output[DomainTargets.Difficulty] - mean, 2));
        double Together(int level) => outputs.Sum(output => (mean - output[DomainTargets.Difficulty]) * output[level]);
        return [.. AbilityGrid.Levels.Select((_, level) => spread == 0 ? 0 : (float)Math.Clamp(Together(level) / spread, 0, 2))];
    }
}
