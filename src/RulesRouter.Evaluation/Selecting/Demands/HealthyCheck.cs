using RulesRouter.Decisions;
using RulesRouter.Evaluation.Selecting.Endpoints;

namespace RulesRouter.Evaluation.Selecting.Demands;

/// <summary>Neither the endpoint, nor its provider, nor what it fails together with is down.</summary>
internal sealed class HealthyCheck(RouterState state) : DemandCheck
{
    public override bool Holds(Candidate candidate, Consideration on) =>
        state.Down.IsEmpty || !(state.Down.Contains(candidate.Endpoint.Id) || state.Down.Contains(candidate.Endpoint.Provider.Id) || state.Down.Contains(candidate.Endpoint.FailureDomain));

    public override string Read(Candidate candidate, Consideration on) => "down";

    public override void Narrow(EndpointBits alive, Consideration on)
    {
        if (state.Down.IsEmpty)
        {
            return;
        }

        foreach (var index in alive)
        {
            if (!Holds(on.Consider(index), on))
            {
                alive.Clear(index);
            }
        }
    }

    protected override Demand Describe() => new("healthy", "answering", EndpointDemands.FromService);
}
