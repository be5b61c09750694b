using RulesRouter.Decisions;
using RulesRouter.Evaluation.Endpoints;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Filtering;

/// <summary>Keeps endpoints of providers that the caller, or the service that makes the call, can call.</summary>
internal sealed class CallableFilter(DecisionRequest request, RouterState state) : EndpointFilter
{
    public static bool Applies(DecisionRequest request, RouterState state) => request.Callable is not null || state.Callable is not null;

    public override bool Holds(Candidate candidate, Estimator estimator) => IsCallable(candidate.Endpoint.Provider.Id);

    public override string Read(Candidate candidate, Estimator estimator) => candidate.Endpoint.Provider.Id;

    public override void Narrow(EndpointBits remaining, Estimator estimator)
    {
        foreach (var index in remaining)
        {
            if (!IsCallable(estimator.View.Endpoints[index].Provider.Id))
            {
                remaining.Clear(index);
            }
        }
    }

    protected override EndpointConstraint Describe()
    {
        var both = request.Callable is { } asked && state.Callable is { } known
            ? asked.Intersect(known)
            : request.Callable ?? state.Callable!;
        return new(
            "callable",
            both.IsEmpty ? "no provider has a credential" : string.Join(" or ", both),
            request.Callable is null ? EndpointFilters.FromService : CombinedConstraint.FromRequest);
    }

    private bool IsCallable(string provider) =>
        (request.Callable?.Contains(provider) ?? true) && (state.Callable?.Contains(provider) ?? true);
}
