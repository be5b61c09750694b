using RulesRouter.Classifiers.Learning;

namespace RulesRouter.Classifiers.Serving;

/// <summary>Holds direct scoring against what ML.NET predicted for the probes when the artefact was trained.</summary>
internal static class ProbeAgreement
{
    private const float Tolerance = 1e-3f;

    /// <returns>The largest difference, relative to the size of the score.</returns>
    public static float LargestDifference(ClassifierParameters parameters)
    {
        var probes = Probes.Draw(parameters.Seed);
        var worst = 0f;
        void Compare(float ours, float theirs) => worst = MathF.Max(worst, MathF.Abs(ours - theirs) / (1 + MathF.Abs(theirs)));
        for (var at = 0; at < probes.Length; at++)
        {
            foreach (var heads in parameters.Domains.OfType<DomainModel>().Select(model => model.Stack.Heads))
            {
                var standardised = heads.Scale.Apply(probes[at].Dense);
                for (var target = 0; target < heads.Targets; target++)
                {
                    Compare(heads.Grams[target].Score(probes[at].Buckets), heads.Grams[target].ProbeScores[at]);
                    Compare(heads.Dense[target].ScoreDense(standardised), heads.Dense[target].ProbeScores[at]);
                    Compare(heads.Trees[target].Score(probes[at].Dense), heads.Trees[target].ProbeScores[at]);
                }
            }

            for (var task = 0; task < (parameters.Tasks?.Tasks.Length ?? 0); task++)
            {
                Compare(parameters.Tasks!.Grams[task].Score(probes[at].Buckets), parameters.Tasks.Grams[task].ProbeScores[at]);
                Compare(parameters.Tasks.Dense[task].ScoreDense(parameters.Tasks.Scale.Apply(probes[at].Dense)), parameters.Tasks.Dense[task].ProbeScores[at]);
            }
        }

        return worst;
    }

    public static bool Holds(ClassifierParameters parameters) => LargestDifference(parameters) <= Tolerance;
}
