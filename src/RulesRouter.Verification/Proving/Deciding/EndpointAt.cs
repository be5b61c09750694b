using RulesRouter.Catalog;
using RulesRouter.Evaluation.Selecting;
using RulesRouter.Policies;

namespace RulesRouter.Verification.Proving.Deciding;

/// <summary>An endpoint as decisions see it at one time.</summary>
internal sealed class EndpointAt(Endpoint endpoint, ModelCatalog catalog, DateTimeOffset at, bool allowSampleEvidence)
{
    private readonly EndpointReview review = new(endpoint, catalog, at, allowSampleEvidence);
    private readonly Dictionary<string, bool> satisfied = new(StringComparer.Ordinal);

    public Endpoint Endpoint => endpoint;

    public DateTimeOffset At => at;

    public bool AllowSampleEvidence => allowSampleEvidence;

    public bool IsServed => review.IsServed;

    public double? MinLatencyP99Ms => review.MinLatencyP99Ms;

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
