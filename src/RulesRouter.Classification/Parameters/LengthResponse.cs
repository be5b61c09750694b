using RulesRouter.Classifiers.Reading;

namespace RulesRouter.Classifiers.Parameters;

/// <summary>
/// The effect of a prompt's length: in nearly every source, prompts with more distinct n-grams are harder for all models. That
/// holds for sources unknown to the heads, and stabilises the heads on known ones.
/// </summary>
/// <param name="Slope">Slope within a source on the logit scale; 0 or below.</param>
/// <param name="Middle">The <see cref="DenseFeatures.Richness"/> at which the difference is 0.</param>
internal sealed record LengthResponse(float Slope, float Middle)
{
    /// <summary>
    /// The share of the slope that is kept far from all sources. It does not hold between sources: abilities are stated for a kind of
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
    /// <param name="richness">Richness of the prompt.</param>
    /// <param name="distance">See <see cref="Familiarity.Distance"/>; the share of the slope falls between 0 and 1.</param>
    public double Difference(float richness, float distance) => (1 - (1 - Kept) * Math.Clamp(distance, 0, 1)) * WithinSource(richness);

    /// <summary>The same for a prompt of a domain without training rows.</summary>
    public double DifferenceOfUnknown(float richness) => KeptOfUnknown * Kept * WithinSource(richness);

    private double WithinSource(float richness) =>
        Slope * Math.Sign(richness - Middle) * Near * Math.Log(1 + Math.Abs(richness - Middle) / Near);
}
