using RulesRouter.Decisions;
using RulesRouter.Evaluation.Expressions;
using RulesRouter.Evaluation.Selecting.Endpoints;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Selecting.Demands;

/// <summary>The chain may have one hop more than were tried.</summary>
internal sealed class HopsLeftCheck(CompiledRule selecting, DecisionRequest request) : DemandCheck
{
    private int Most => selecting.Rule.Selection!.Fallback.Max;

    public override bool Holds(Candidate candidate, Consideration on) => request.Attempts.Length <= Most;

    public override string Read(Candidate candidate, Consideration on) => $"{request.Attempts.Length} tried";

    public override void Narrow(EndpointBits alive, Consideration on)
    {
        if (request.Attempts.Length > Most)
        {
            alive.Words.AsSpan().Clear();
        }
    }

    protected override Demand Describe() => new("hopsLeft", $"at most {Most + 1} hops", CombinedConstraint.FromRequest);
}
