namespace RulesRouter.Classifiers.Learning;

/// <summary>
/// Maps a prompt's ease and spread to the success probability of a model of any ability: an item response model on the logit scale (Rasch 1960, with a
/// spread as in Birnbaum's two-parameter model), whose two parameters are predicted from the prompt. On this scale a prompt that is easy for all models
/// offers little gain from routing.
/// </summary>
/// <param name="MeanEase">Mean ease of the training rows.</param>
/// <param name="MeanSpread">Mean spread of the training rows.</param>
/// <param name="Weights">One per feature.</param>
internal sealed record ItemResponse(float MeanEase, float MeanSpread, float[] Weights)
{
    public const int Features = 5;

    private const double MiddleAbility = 0.6;

    /// <summary>Strength of the priors, in rows.</summary>
    private const double Pull = 30;

    /// <summary>Prior weights: 1 for ease, 0 for all others.</summary>
    private static readonly double[] Priors = [6, 0, 0, 0, 0];

    /// <summary>Difference between success probability and ability on the logit scale.</summary>
    /// <param name="ability">In [0, 1].</param>
    /// <param name="latent">Predicted parameters of the prompt.</param>
    public double Difference(double ability, Latent latent)
    {
        Span<double> features = stackalloc double[Features];
        Fill(features, ability, latent.Ease - MeanEase, latent.Spread - MeanSpread);
        var sum = 0.0;
        for (var at = 0; at < Features; at++)
        {
            sum += Weights[at] * features[at];
        }

        return sum;
    }

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
                var features = new double[Features];
                Fill(features, answer.Ability, latents[row].Ease - ease, latents[row].Spread - spread);
                examples.Add(new LogitExample(Logistic.LogitOf(answer.Ability), features, answer.Success, 1 / Math.Sqrt(rows[row].Answers.Count)));
            }
        }

        return new ItemResponse((float)ease, (float)spread, [.. LogitFit.Weights(examples, Priors, Pull / rows.Count).Select(weight => (float)weight)]);
    }

    private static void Fill(Span<double> features, double ability, double ease, double spread)
    {
        features[0] = ease;
        features[1] = ease * (ability - MiddleAbility);
        features[2] = spread;
        features[3] = spread * (ability - MiddleAbility);
        features[4] = Logistic.LogitOf(ability);
    }
}
