namespace RulesRouter.Economics;

/// <summary>A belief about a success probability: normal on the logit scale.</summary>
/// <param name="Logit">Mean of the logit.</param>
/// <param name="Variance">Of the logit, above 0; large is unsure.</param>
internal readonly record struct Belief(double Logit, double Variance)
{
    private const double Edge = 0.005;

    /// <summary>
    /// The expected success probability, in (0, 1): nearer to one half than that of the mean logit (MacKay's approximation of the logistic
    /// of a normal).
    /// </summary>
    public double Mean => Math.Clamp(Economics.Logit.ToChance(Logit / Math.Sqrt(1 + (Math.PI / 8 * Variance))), Edge, 1 - Edge);

    public double Deviation => Math.Sqrt(Variance);

    /// <summary>How many independent outcomes would leave one as sure of the probability.</summary>
    public double Worth
    {
        get
        {
            var chance = Economics.Logit.ToChance(Logit);
            return 1 / (Variance * chance * (1 - chance));
        }
    }

    /// <summary>The success probability that is exceeded with the given probability.</summary>
    /// <param name="quantile">In (0, 1); higher is more cautious.</param>
    public double ExceededWith(double quantile) =>
        Math.Clamp(Economics.Logit.ToChance(Logit - (Deviation * NormalQuantile.Of(quantile))), Edge, 1 - Edge);

    /// <summary>As sure, at another logit.</summary>
    public Belief Shifted(double logit) => this with { Logit = Logit + logit };
}
