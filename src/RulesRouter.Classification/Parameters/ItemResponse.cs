namespace RulesRouter.Classifiers.Parameters;

/// <summary>
/// Maps a prompt's ease and spread to the success probability of a model of any ability: an item response model on the logit scale (Rasch
/// 1960, with a spread as in Birnbaum's two-parameter model), whose two parameters are predicted from the prompt. On this scale a prompt
/// that is easy for all models offers little gain from routing.
/// </summary>
/// <param name="MeanEase">Mean ease of the training rows.</param>
/// <param name="MeanSpread">Mean spread of the training rows.</param>
/// <param name="Weights">One per feature.</param>
internal sealed record ItemResponse(float MeanEase, float MeanSpread, float[] Weights)
{
    public const int Features = 5;

    private const double MiddleAbility = 0.6;

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

    internal static void Fill(Span<double> features, double ability, double ease, double spread)
    {
        features[0] = ease;
        features[1] = ease * (ability - MiddleAbility);
        features[2] = spread;
        features[3] = spread * (ability - MiddleAbility);
        features[4] = Logistic.LogitOf(ability);
    }
}
