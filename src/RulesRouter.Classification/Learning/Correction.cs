namespace RulesRouter.Classifiers.Learning;

/// <summary>How one's own outcomes bend a domain's chances: what they taught without their prompts being seen again.</summary>
/// <param name="Slope">What of a prompt's difference from its ability's mean is kept; 1 as trained.</param>
/// <param name="Shift">Added to a chance of ½, and less towards never and always; 0 as trained.</param>
internal sealed record Correction(float Slope, float Shift)
{
    public static Correction AsTrained { get; } = new(1, 0);

    /// <summary>Chances outside of 0 to 1 are the caller's to cut.</summary>
    /// <param name="ability">In [0, 1].</param>
    /// <param name="difference">Of the chance from that ability.</param>
    public double Of(double ability, double difference) => ability + Shift * ShiftAt(ability) + Slope * difference;

    public static double ShiftAt(double ability) => 4 * ability * (1 - ability);
}
