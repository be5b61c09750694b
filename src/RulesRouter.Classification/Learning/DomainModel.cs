namespace RulesRouter.Classifiers.Learning;

/// <summary>What was learnt about a domain.</summary>
/// <param name="Stack">Heads and what is made of them, a target each of <see cref="DomainTargets"/>.</param>
/// <param name="Familiarity">Which prompts the heads may be believed on.</param>
/// <param name="MeanDifficulty">Of the training rows, in [0, 1]: what a prompt is taken for that nothing like it was seen of.</param>
internal sealed record DomainModel(StackedModel Stack, Familiarity Familiarity, float MeanDifficulty)
{
    public static DomainModel Train(IReadOnlyList<LearningRow> rows, int seed) => new(
        StackedModel.Train(rows, DomainTargets.Count, DomainTargets.Priors, DomainTargets.Otherwise, seed),
        Familiarity.None.With(rows, seed),
        rows.Average(row => row.Labels[DomainTargets.Difficulty]));
}
