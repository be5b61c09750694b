using RulesRouter.Classifiers.Parameters;

namespace RulesRouter.Classifiers.Training.Learning;

/// <summary>Fits success probabilities by ability.</summary>
internal static class ItemResponseTraining
{
    /// <summary>Strength of the priors, in rows.</summary>
    private const double Pull = 30;

    /// <summary>Prior weights: 1 for ease, 0 for all others.</summary>
    private static readonly double[] Priors = [6, 0, 0, 0, 0];

    /// <param name="latents">One per row, from heads trained without its group.</param>
    /// <param name="rows">With their answers.</param>
    public static ItemResponse Fit(IReadOnlyList<Latent> latents, IReadOnlyList<LearningRow> rows)
    {
        var (ease, spread) = (latents.Average(latent => latent.Ease), latents.Average(latent => latent.Spread));
        var examples = new List<LogitExample>();
        for (var row = 0; row < rows.Count; row++)
        {
            foreach (var answer in rows[row].Answers)
            {
                var features = new double[ItemResponse.Features];
                ItemResponse.Fill(features, answer.Ability, latents[row].Ease - ease, latents[row].Spread - spread);
                examples.Add(
                    new LogitExample(Logistic.LogitOf(answer.Ability), features, answer.Success, 1 / Math.Sqrt(rows[row].Answers.Count)));
            }
        }

        return new ItemResponse(
            (float)ease,
            (float)spread,
            [.. LogitFit.Weights(examples, Priors, Pull / rows.Count).Select(weight => (float)weight)]);
    }
}
