using RulesRouter.Decisions;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Evaluation.Endpoints;
using RulesRouter.Names;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Filtering;

/// <summary>Excludes every endpoint if the last failure has no fallback.</summary>
internal sealed class RetriableFilter(CompiledRule selecting, DecisionRequest request) : EndpointFilter
{
    private FailureClass Last => request.Attempts[^1].Failed;

    private bool IsRetriable =>
        Last != FailureClass.InvalidRequest && (Last.IsAvailability() || selecting.Rule.Selection!.Fallback.On.Contains(Last));

    public override bool Holds(Candidate candidate, Estimator estimator) => IsRetriable;

    public override string Read(Candidate candidate, Estimator estimator) => EnumNames<FailureClass>.NameOf(Last);

    public override void Narrow(EndpointBits remaining, Estimator estimator)
    {
        if (!IsRetriable)
        {
            remaining.Words.AsSpan().Clear();
        }
    }

    protected override EndpointConstraint Describe() =>
        new("retriable", $"a failure class with a fallback, not {EnumNames<FailureClass>.NameOf(Last)}", CombinedConstraint.FromRequest);
}
