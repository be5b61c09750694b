using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Evaluation.Selecting.Endpoints;
using RulesRouter.Policies;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Selecting;

/// <summary>What can be said of an endpoint before there is a request: for checks over all requests.</summary>
public sealed class EndpointReview
{
    private readonly ImmutableArray<Consideration> circumstances;
    private readonly EndpointView view;

    /// <param name="catalog">Says what the endpoint's model stands for, where it is an alias.</param>
    /// <param name="at">The moment prices, dates and evidence are judged at.</param>
    public EndpointReview(Endpoint endpoint, ModelCatalog catalog, DateTimeOffset at, bool allowSampleEvidence)
    {
        Endpoint = endpoint;
        view = new EndpointView([endpoint], at, allowSampleEvidence, catalog.AliasesOn(DateOnly.FromDateTime(at.UtcDateTime)));
        ImmutableArray<double> inputs = [0, .. view.RatesOf(0)?.Tiers.Select(tier => tier.AboveInputTokens + 1.0) ?? []];
        circumstances =
        [
            .. inputs.Select(input => new Consideration(at, view, null, input, 0, 0, 0, null)),
            .. Enum.GetValues<TaskKind>().Select(task => new Consideration(at, view, task, 0, 0, 0, 0, null)),
        ];
    }

    public Endpoint Endpoint { get; }

    /// <summary>Released and not retired.</summary>
    public bool IsServed => view.Served[0];

    /// <summary>False only if the endpoint fails the constraint whatever the task and the lengths of the request: estimates are taken at their best, with nothing written.</summary>
    public bool MaySatisfy(ConstraintDefinition definition, ConstraintValue value) =>
        circumstances.Any(on => FactReader.Read(definition, on.Consider(0), on).Satisfies(definition, value));

    /// <summary>The least time of a whole answer at p99, in milliseconds; null where it is unknown, which no deadline admits.</summary>
    public double? LeastLatencyP99Ms => view.LatencyP99Ms(0, 0) is var least && double.IsNaN(least) ? null : least;
}
