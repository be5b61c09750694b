using System.Globalization;
using RulesRouter.Evaluation.Endpoints;
using RulesRouter.Objectives;
using RulesRouter.Policies;

namespace RulesRouter.Evaluation.Ranking;

/// <summary>How one objective scores endpoints: the lowest score ranks first, an unknown one (NaN) last.</summary>
internal abstract class ObjectiveScoring
{
    /// <summary>The column is the score itself, so that whole blocks of endpoints compare at once.</summary>
    public virtual bool ScoresByColumn => true;

    /// <summary>Scores are costs in doubles: close ones are decided by the exact cost.</summary>
    public virtual bool ScoresByCost => false;

    /// <param name="scores">Of the objective <c>script</c>.</param>
    public static ObjectiveScoring Of(Selection selection, EndpointScores? scores) => selection.Objective switch
    {
        Objective.Price => new PriceScoring(),
        Objective.Latency => new LatencyScoring(),
        Objective.Quality => new QualityScoring(),
        Objective.Ordered => new OrderedScoring(selection),
        Objective.ExpectedCost => new ExpectedCostScoring(),
        Objective.Script => new ScriptScoring(scores!),
    };

    /// <summary>A figure by endpoint, NaN if unknown; empty if the objective scores without one.</summary>
    /// <returns>Valid on this thread until the next column is computed.</returns>
    public abstract ReadOnlySpan<double> ColumnOf(Estimator estimator);

    public virtual double ScoreOf(Candidate candidate, Estimator estimator, ReadOnlySpan<double> column) => column[candidate.Index];

    public abstract string Describe(Candidate candidate);

    protected static string Dollars(double? cost) =>
        cost is { } usd ? string.Create(CultureInfo.InvariantCulture, $"${usd:F6} expected") : "cost unknown";
}
