using RulesRouter.Classifiers.Reading;

namespace RulesRouter.Classifiers.Parameters;

/// <summary>
/// The effect of a prompt's length: in nearly every source longer prompts are harder, for weak models more than for able ones, so that
/// they gain most from an able model. That holds for sources unknown to the heads, and stabilises the heads on known ones.
/// </summary>
/// <param name="Slope">Slope within a source on the logit scale, of a model that solves half of its prompts; 0 or below.</param>
/// <param name="Middle">The <see cref="DenseFeatures.Length"/> at which the difference is 0.</param>
internal sealed record LengthResponse(float Slope, float Middle)
{
    /// <summary>
    /// The share of the slope that is kept where heads say nothing. It does not hold between sources: abilities are stated for a kind of
    /// prompt of its usual length. A quarter ranks prompts of one kind and moves the mean of another kind little.
    /// </summary>
    private const double Kept = 0.25;

    /// <summary>The share of that for a kind of prompt whose median is unknown.</summary>
    private const double KeptOfUnknown = 0.5;

    /// <summary>
    /// Within this distance of the median a prompt is a long or short one of its kind; beyond, it is increasingly one of another kind, and
    /// the effect levels off.
    /// </summary>
    private const double Near = 0.5;

    /// <summary>Difference between success probability and ability on the logit scale.</summary>
    /// <param name="ability">In [0, 1].</param>
    /// <param name="length">See <see cref="DenseFeatures.Length"/>.</param>
    /// <param name="trust">See <see cref="Familiarity.TrustAt"/>.</param>
    public double Difference(double ability, float length, double trust) =>
        ShareAt(ability) * (Kept + (1 - Kept) * trust) * Within(length);

    /// <summary>The same for a prompt of a domain without heads.</summary>
    public double DifferenceOfUnknown(double ability, float length) => ShareAt(ability) * KeptOfUnknown * Kept * Within(length);

    /// <summary>The share of the slope at an ability: 2 for a model that solves nothing, 0 for one that solves everything.</summary>
    public static double ShareAt(double ability) => 2 * (1 - ability);

    /// <summary>The whole slope, for a model that solves half of the prompts: it orders prompts of one task.</summary>
    public double Within(float length) =>
        Slope * Math.Sign(length - Middle) * Near * Math.Log(1 + Math.Abs(length - Middle) / Near);
}
