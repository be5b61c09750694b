using RulesRouter.Catalog;
using RulesRouter.Constraints;
using RulesRouter.Evaluation.Endpoints;

namespace RulesRouter.Verification.Proving.Deciding;

/// <summary>An endpoint as decisions see it at one time.</summary>
internal sealed class EndpointAt(Endpoint endpoint, ModelCatalog catalog, DateTimeOffset at, bool allowSampleEvidence)
{
    private readonly EndpointReview review = new(endpoint, catalog, at, allowSampleEvidence);
    private readonly Dictionary<string, bool> satisfied = new(StringComparer.Ordinal);
    private readonly Dictionary<ConstraintDefinition, double?> best = [];

    public Endpoint Endpoint => endpoint;

    public DateTimeOffset At => at;

    public bool AllowSampleEvidence => allowSampleEvidence;

    public bool IsServed => review.IsServed;

    /// <summary>Null if its prices are unknown.</summary>
    public CostBounds? Costs => review.Costs;

    /// <summary>The best the endpoint can do against a bound; null if it is unknown.</summary>
    public double? BestOf(ConstraintDefinition definition)
    {
        if (!best.TryGetValue(definition, out var number))
        {
            best[definition] = number = review.BestOf(definition);
        }

        return number;
    }

    /// <summary>False only if the endpoint violates the constraint for every task and length.</summary>
    public bool MaySatisfy(ConstraintDefinition definition, ConstraintValue value)
    {
        var key = $"{definition.Name} {value}";
        if (!satisfied.TryGetValue(key, out var may))
        {
            satisfied[key] = may = review.MaySatisfy(definition, value);
        }

        return may;
    }
}
