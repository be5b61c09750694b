using RulesRouter.Classifiers.Learning;
using RulesRouter.Classifiers.Serving;

namespace RulesRouter.Classifiers.Adaptation;

/// <summary>
/// Fits a <see cref="Correction"/> a domain to answers whose difficulty is known, but not their prompts: an endpoint's ability is its mean
/// success at the domain's tasks, and how far it does better on what was called easy says what the classifier's differences are worth.
/// </summary>
internal sealed class Correcting
{
    /// <summary>The pull towards the served correction, in answers.</summary>
    private const double Pull = 50;

    /// <summary>An endpoint with fewer answers in a domain has no ability there.</summary>
    private const int FewestAnswers = 10;

    private const double MostSlope = 5;
    private const double MostShift = 0.3;

    private readonly Dictionary<(Domain?, string Endpoint), double> abilities;
    private readonly ILookup<Domain?, JudgedAnswer> fitted;

    public Correcting(IReadOnlyList<JudgedAnswer> answers)
    {
        abilities = answers.GroupBy(answer => (Domains.Of(answer.Task), answer.Endpoint)).Where(same => same.Count() >= FewestAnswers)
            .ToDictionary(same => same.Key, same => same.Average(answer => answer.Right ? 1.0 : 0));
        fitted = answers.Where(Knows).ToLookup(answer => Domains.Of(answer.Task));
    }

    /// <summary>Whether the endpoint's ability at such tasks is known.</summary>
    public bool Knows(JudgedAnswer answer) => abilities.ContainsKey((Domains.Of(answer.Task), answer.Endpoint));

    public ClassifierParameters Apply(ClassifierParameters served) => served with
    {
        Domains = [.. served.Domains.Select((model, domain) => model is null ? null : model with { Correction = Fit(model, [.. fitted[(Domain)domain]]) })],
    };

    /// <summary>The chance of each answer to be right.</summary>
    /// <param name="answers">By endpoints that are known, at tasks with a model.</param>
    public double[] Predict(ClassifierParameters parameters, IReadOnlyList<JudgedAnswer> answers) =>
    [
        .. answers.Select(answer =>
        {
            var model = parameters.Domains[(int)Domains.Of(answer.Task)!]!;
            var ability = AbilityOf(answer);
            return Math.Clamp(model.Correction.Of(ability, model.DifferenceAt(ability, answer.Difficulty)), 0.01, 0.99);
        }),
    ];

    /// <summary>Least squares for slope and shift, pulled towards what is served.</summary>
    private Correction Fit(DomainModel model, IReadOnlyList<JudgedAnswer> answers)
    {
        var (slopes, shifts, both, slopeMiss, shiftMiss) = (1e-9, 1e-9, 0.0, 0.0, 0.0);
        foreach (var answer in answers)
        {
            var ability = AbilityOf(answer);
            var (difference, shift) = (model.DifferenceAt(ability, answer.Difficulty), Correction.ShiftAt(ability));
            var miss = (answer.Right ? 1 : 0) - model.Correction.Of(ability, difference);
            slopes += difference * difference;
            shifts += shift * shift;
            both += difference * shift;
            slopeMiss += difference * miss;
            shiftMiss += shift * miss;
        }

        var pulled = 1 + Pull / Math.Max(1, answers.Count);
        var determinant = slopes * pulled * shifts * pulled - both * both;
        return new Correction(
            (float)Math.Clamp(model.Correction.Slope + (slopeMiss * shifts * pulled - shiftMiss * both) / determinant, 0, MostSlope),
            (float)Math.Clamp(model.Correction.Shift + (shiftMiss * slopes * pulled - slopeMiss * both) / determinant, -MostShift, MostShift));
    }

    private double AbilityOf(JudgedAnswer answer) => abilities[(Domains.Of(answer.Task), answer.Endpoint)];
}
