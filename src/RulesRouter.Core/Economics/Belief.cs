namespace RulesRouter.Economics;

/// <summary>A belief about a probability: a Beta distribution by its mean and by the observations it is worth.</summary>
/// <param name="Mean">In (0, 1).</param>
/// <param name="Weight">Observations, above 0; few is unsure.</param>
internal readonly record struct Belief(double Mean, double Weight)
{
    private const double Edge = 0.005;

    /// <summary>Most of its spread on the logit scale that a draw may show: thinner beliefs are all alike.</summary>
    private const double WidestLogit = 2;

    /// <summary>The belief after more observations (fractions where evidence has faded).</summary>
    public Belief Updated(double successes, double trials) => trials <= 0
        ? this
        : new Belief(Math.Clamp(((Mean * Weight) + successes) / (Weight + trials), Edge, 1 - Edge), Weight + trials);

    /// <summary>The same mean, with its weight capped.</summary>
    public Belief AtMost(double weight) => Weight <= weight ? this : this with { Weight = weight };

    /// <summary>The same weight, moved on the logit scale.</summary>
    public Belief Shifted(double logit) => this with { Mean = Math.Clamp(Logit.ToChance(Logit.Of(Mean) + logit), Edge, 1 - Edge) };

    /// <summary>Standard deviation of the mean on the logit scale (delta method over the Beta's variance).</summary>
    public double LogitDeviation => Math.Min(WidestLogit, 1 / Math.Sqrt(Mean * (1 - Mean) * (Weight + 1)));
}
