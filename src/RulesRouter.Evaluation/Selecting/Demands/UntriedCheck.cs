using RulesRouter.Decisions;
using RulesRouter.Evaluation.Selecting.Endpoints;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Selecting.Demands;

/// <summary>The endpoint has not been tried in this chain.</summary>
internal sealed class UntriedCheck(DecisionRequest request) : DemandCheck
{
    public override bool Holds(Candidate candidate, Consideration on) => !Tried(candidate.Endpoint.Id);

    public override string Read(Candidate candidate, Consideration on) => "tried";

    public override void Narrow(EndpointBits alive, Consideration on)
    {
        foreach (var index in alive)
        {
            if (Tried(on.View.Endpoints[index].Id))
            {
                alive.Clear(index);
            }
        }
    }

    protected override Demand Describe() => new("untried", "not tried in this chain", CombinedConstraint.FromRequest);

    private bool Tried(string endpoint)
    {
        foreach (var attempt in request.Attempts)
        {
            if (attempt.Endpoint == endpoint)
            {
                return true;
            }
        }

        return false;
    }
}
