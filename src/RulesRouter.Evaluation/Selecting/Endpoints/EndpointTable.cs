using System.Collections.Immutable;
using RulesRouter.Catalog;

namespace RulesRouter.Evaluation.Selecting.Endpoints;

/// <summary>The catalog's endpoints by moment: what filtering and ranking need of them is worked out once for each stretch of time in which nothing changes.</summary>
internal sealed class EndpointTable(ModelCatalog catalog)
{
    private const int Kept = 8;

    private readonly PriceClock clock = new(catalog.Endpoints);
    private volatile EndpointView[] views = [];

    public ImmutableArray<Endpoint> Endpoints => catalog.Endpoints;

    public EndpointView At(DateTimeOffset at, bool allowSample)
    {
        foreach (var view in views)
        {
            if (view.AllowSample == allowSample && at >= view.From && at < view.Until)
            {
                return view;
            }
        }

        // Two threads may both build one; the loser's is used once and dropped.
        var built = new EndpointView(Endpoints, at, clock.NextChange(at), allowSample, catalog.AliasesOn(DateOnly.FromDateTime(at.UtcDateTime)));
        views = [built, .. views.Take(Kept - 1)];
        return built;
    }
}
