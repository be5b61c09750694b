using RulesRouter.Decisions;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Evaluation.Endpoints;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Filtering;

/// <summary>Excludes every endpoint if the attempts used up the hops of the chain.</summary>
internal sealed class HopsLeftFilter(CompiledRule selecting, DecisionRequest request) : EndpointFilter
{
    private int MaxFallbacks => selecting.Rule.Selection!.Fallback.Max;

    public override bool Holds(Candidate candidate, Estimator estimator) => request.Attempts.Length <= MaxFallbacks;

    public override string Read(Candidate candidate, Estimator estimator) => $"{request.Attempts.Length} tried";

    public override void Narrow(EndpointBits remaining, Estimator estimator)
    {
        if (request.Attempts.Length > MaxFallbacks)
        {
            remaining.Words.AsSpan().Clear();
        }
    }

    protected override EndpointConstraint Describe() => new("hopsLeft", $"at most {MaxFallbacks + 1} hops", CombinedConstraint.FromRequest);
}
