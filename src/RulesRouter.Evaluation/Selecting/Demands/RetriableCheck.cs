using RulesRouter.Decisions;
using RulesRouter.Evaluation.Expressions;
using RulesRouter.Evaluation.Selecting.Endpoints;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Selecting.Demands;

/// <summary>The last failure is one that the chain goes on after.</summary>
internal sealed class RetriableCheck(CompiledRule selecting, DecisionRequest request) : DemandCheck
{
    private FailureClass Last => request.Attempts[^1].Failed;

    private bool GoesOn => Last != FailureClass.InvalidRequest && (Last.IsAvailability() || selecting.Rule.Selection!.Fallback.On.Contains(Last));

    public override bool Holds(Candidate candidate, Consideration on) => GoesOn;

    public override string Read(Candidate candidate, Consideration on) => FailureClasses.NameOf(Last);

    public override void Narrow(EndpointBits alive, Consideration on)
    {
        if (!GoesOn)
        {
            alive.Words.AsSpan().Clear();
        }
    }

    protected override Demand Describe() => new("retriable", $"a failure the chain goes on after, not {FailureClasses.NameOf(Last)}", CombinedConstraint.FromRequest);
}
