namespace RulesRouter.Economics.Abilities;

/// <summary>The parts of an ability or of a difficulty whose size is estimated. Values are standard deviations in logits.</summary>
internal enum AbilityScale
{
    /// <summary>Of the trend over release dates: per year, around <see cref="AbilityScales.YearsMean"/>.</summary>
    Years,

    /// <summary>Of the slope over list prices: per natural logarithm, around <see cref="AbilityScales.PriceMean"/>.</summary>
    Price,

    /// <summary>Of what reasoning before the answer adds, around <see cref="AbilityScales.ReasoningMean"/>.</summary>
    Reasoning,

    /// <summary>
    /// Of the slope over sizes where the price is unknown: per natural logarithm, around <see cref="AbilityScales.SizeMean"/>.
    /// </summary>
    Size,

    /// <summary>A family's distance from the trends.</summary>
    Family,

    /// <summary>A vendor's distance from the trends.</summary>
    Vendor,

    /// <summary>A model's distance from its family, at every task.</summary>
    Own,

    /// <summary>A model's further distance at one task group.</summary>
    Group,

    /// <summary>A model's further distance where its list price is unknown.</summary>
    WithoutPrice,

    /// <summary>Difficulties of suites.</summary>
    Suite,

    /// <summary>Differences of one suite's difficulty between publishers.</summary>
    Publication,

    /// <summary>Differences between settings of one publication.</summary>
    Setting,

    /// <summary>What a model's scores in one publisher's setting share.</summary>
    Run,

    /// <summary>What remains of one score.</summary>
    Noise,
}

/// <summary>
/// The sizes of the parts that make up a score, and what each suite adds: how strongly it separates abilities, and how noisy it is. All
/// logarithms are estimated together, each drawn to its prior.
/// </summary>
internal sealed class AbilityScales
{
    /// <summary>Logits that a year of release dates is worth before any score is seen.</summary>
    public const double YearsMean = 0.7;

    /// <summary>Logits that a factor of e in the list price is worth before any score is seen.</summary>
    public const double PriceMean = 0.3;

    /// <summary>Logits that reasoning before the answer is worth before any score is seen.</summary>
    public const double ReasoningMean = 0.5;

    /// <summary>Logits that a factor of e in the size is worth before any score is seen.</summary>
    public const double SizeMean = 0.5;

    /// <summary>Standard deviation of a form from the model that it is a form of (<see cref="ServedForm"/>).</summary>
    public const double Form = 0.15;

    /// <summary>
    /// Further standard deviation of a model without any score: models that publishers measure are not like the others.
    /// </summary>
    public const double Unmeasured = 0.3;

    /// <summary>Standard deviation of the common level of all difficulties.</summary>
    public const double Level = 3;

    /// <summary>Standard deviation of the ability of a model whose release date is unknown.</summary>
    public const double WithoutDate = 0.7;

    private const int Global = (int)AbilityScale.Noise + 1;

    /// <summary>Standard deviation of the prior of a logarithm.</summary>
    private const double GlobalSpread = 0.5;

    private const double SuiteSpread = 0.35;

    /// <summary>
    /// In the order of <see cref="AbilityScale"/>: where the estimates on the shipped catalog settle (<c>rulesrouter evaluate priors</c>
    /// prints them).
    /// </summary>
    private static readonly double[] Priors = [0.3, 0.15, 0.3, 0.15, 0.1, 0.2, 0.15, 0.25, 0.5, 0.7, 0.6, 0.1, 0.2, 0.2];

    public AbilityScales(int suites)
    {
        Suites = suites;
        Logs = new double[Global + (2 * suites)];
    }

    public int Suites { get; }

    /// <summary>Logarithms over their priors: the global ones, then discriminations, then noises of the suites.</summary>
    public double[] Logs { get; }

    public double this[AbilityScale scale] => Priors[(int)scale] * Math.Exp(Logs[(int)scale]);

    /// <summary>Variances, in the order of <see cref="AbilityScale"/>.</summary>
    public IEnumerable<double> Squares() => Priors.Select((prior, at) => prior * prior * Math.Exp(2 * Logs[at]));

    /// <summary>Logits of a score in a suite for one logit of ability.</summary>
    /// <param name="suite">Negative: a suite without scores.</param>
    public double Discrimination(int suite) => suite < 0 ? 1 : Math.Exp(Logs[DiscriminationAt(suite)]);

    /// <summary>Standard deviation in logits of one score.</summary>
    public double Noise(int suite) => this[AbilityScale.Noise] * (suite < 0 ? 1 : Math.Exp(Logs[NoiseAt(suite)]));

    public static int DiscriminationAt(int suite) => Global + suite;

    public int NoiseAt(int suite) => Global + Suites + suite;

    /// <summary>Derivative of the logarithm of the prior.</summary>
    public double PriorSlope(int at) => -Logs[at] / (at < Global ? GlobalSpread * GlobalSpread : SuiteSpread * SuiteSpread);
}
