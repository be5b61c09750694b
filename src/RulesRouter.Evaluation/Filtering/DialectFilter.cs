using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Endpoints;
using RulesRouter.Names;

namespace RulesRouter.Evaluation.Filtering;

/// <summary>Keeps endpoints whose provider offers a dialect that can express the request.</summary>
internal sealed class DialectFilter(ImmutableSortedSet<ApiDialect> dialects) : EndpointFilter
{
    public override bool Holds(Candidate candidate, Estimator estimator) => Offers(candidate.Endpoint.Provider);

    public override string Read(Candidate candidate, Estimator estimator) =>
        candidate.Endpoint.Provider.Api is { } api ? Shown(api.Dialects) : "no known API";

    public override void Narrow(EndpointBits remaining, Estimator estimator)
    {
        foreach (var index in remaining)
        {
            if (!Offers(estimator.View.Endpoints[index].Provider))
            {
                remaining.Clear(index);
            }
        }
    }

    protected override EndpointConstraint Describe() => new("dialect", Shown(dialects), CombinedConstraint.FromRequest);

    private static string Shown(IEnumerable<ApiDialect> dialects) => string.Join(" or ", dialects.Select(EnumNames<ApiDialect>.NameOf));

    private bool Offers(Provider provider)
    {
        foreach (var dialect in provider.Api?.Dialects ?? [])
        {
            if (dialects.Contains(dialect))
            {
                return true;
            }
        }

        return false;
    }
}
