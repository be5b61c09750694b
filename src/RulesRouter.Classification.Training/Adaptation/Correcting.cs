using RulesRouter.Classifiers.Parameters;
using RulesRouter.Classifiers.Serving;
using RulesRouter.Classifiers.Training.Learning;

namespace RulesRouter.Classifiers.Training.Adaptation;

/// <summary>
/// Fits one <see cref="Correction"/> per domain to answers with a known difficulty but without prompts: an endpoint's ability is its mean
/// success at the domain's tasks, and its lead on easy tasks shows how informative the classifier's differences are.
/// </summary>
internal sealed class Correcting
{
    /// <summary>An endpoint with fewer answers in a domain has no ability there.</summary>
    private const int MinAnswers = 10;

    private readonly Dictionary<(Domain?, string Endpoint), double> abilities;
    private readonly ILookup<Domain?, JudgedAnswer> fitted;

    public Correcting(IReadOnlyList<JudgedAnswer> answers)
    {
        abilities = answers.GroupBy(answer => (Domains.Of(answer.Task), answer.Endpoint)).Where(same => same.Count() >= MinAnswers)
            .ToDictionary(same => same.Key, same => same.Average(answer => answer.Right ? 1.0 : 0));
        fitted = answers.Where(Knows).ToLookup(answer => Domains.Of(answer.Task));
    }

    /// <summary>Whether the endpoint's ability at the answer's task is known.</summary>
    public bool Knows(JudgedAnswer answer) => abilities.ContainsKey((Domains.Of(answer.Task), answer.Endpoint));

    public ClassifierParameters Apply(ClassifierParameters served) => served with
    {
        Domains = [.. served.Domains.Select((model, domain) => model is null ? null : model with
        {
            Correction = model.Correction.Fit([.. fitted[(Domain)domain].Select(answer => Said(model, answer))]),
        })],
    };

    /// <summary>The probability of each answer being right.</summary>
    /// <param name="answers">Answers of known endpoints at tasks with a model.</param>
    public double[] Predict(ClassifierParameters parameters, IReadOnlyList<JudgedAnswer> answers) =>
    [
        .. answers.Select(answer =>
        {
            var model = parameters.Domains[(int)Domains.Of(answer.Task)!]!;
            var (known, difference) = Said(model, answer);
            return Math.Clamp(model.Correction.Chance(known.Ability, difference), 0.01, 0.99);
        }),
    ];

    private (LearningAnswer Answer, double Difference) Said(DomainModel model, JudgedAnswer answer)
    {
        var ability = abilities[(Domains.Of(answer.Task), answer.Endpoint)];
        return (new LearningAnswer(ability, answer.Right ? 1 : 0), model.DifferenceAt(ability, answer.Difficulty));
    }
}
