using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Constraints;

namespace RulesRouter.Evaluation.Endpoints;

/// <summary>The facts of an endpoint that hold for every request: for checks over all requests.</summary>
internal sealed class EndpointReview
{
    private readonly ImmutableArray<Estimator> circumstances;
    private readonly EndpointView view;
    private CostBounds? costs;

    /// <param name="catalog">Resolves the endpoint's model if it is an alias.</param>
    /// <param name="at">The time at which prices, dates and evidence are evaluated.</param>
    public EndpointReview(Endpoint endpoint, ModelCatalog catalog, DateTimeOffset at, bool allowSampleEvidence)
    {
        Endpoint = endpoint;
        view = new EndpointView([endpoint], at, allowSampleEvidence, catalog);
        ImmutableArray<double> inputs = [0, .. view.RatesOf(0)?.Tiers.Select(tier => tier.AboveInputTokens + 1.0) ?? []];
        circumstances =
        [
            .. inputs.Select(input => new Estimator(at, view, null, input, 0, 0, 0, null)),
            .. Enum.GetValues<TaskKind>().Select(task => new Estimator(at, view, task, 0, 0, 0, 0, null)),
        ];
    }

    public Endpoint Endpoint { get; }

    /// <summary>Null if its prices are unknown.</summary>
    public CostBounds? Costs => costs ??= CostBounds.Of(view, 0);

    /// <summary>Released and not retired.</summary>
    public bool IsServed => view.Served[0];

    /// <summary>
    /// False only if the endpoint violates the constraint for every task and every length: estimates are taken at their best, with an empty
    /// output.
    /// </summary>
    public bool MaySatisfy(ConstraintDefinition definition, ConstraintValue value) =>
        circumstances.Any(estimator => definition.Read(estimator.CandidateAt(0)).Satisfies(definition, value));

    /// <summary>
    /// The best the endpoint can do against a bound: the lowest number under a maximum, the highest over a minimum; null if it is unknown.
    /// </summary>
    public double? BestOf(ConstraintDefinition definition)
    {
        var numbers = (definition.Figure is null ? circumstances.Take(1) : circumstances)
            .Select(estimator => definition.Read(estimator.CandidateAt(0)).Number).OfType<double>().ToList();
        return numbers.Count == 0 ? null : definition.Kind == ConstraintKind.UpperBound ? numbers.Min() : numbers.Max();
    }
}
