using RulesRouter.Decisions;
using RulesRouter.Evaluation.Endpoints;
using RulesRouter.Source;

namespace RulesRouter.Evaluation.Filtering;

/// <summary>
/// Keeps endpoints whose context window holds a counted prompt and the output: counted for the model's tokenizer, with the margin of error
/// of the count. The constraint on the window compares the count itself.
/// </summary>
internal sealed class WindowFilter : EndpointFilter
{
    public static WindowFilter Instance { get; } = new();

    public override bool Holds(Candidate candidate, Estimator estimator) => Holds(candidate.Index, estimator);

    public override string Read(Candidate candidate, Estimator estimator) =>
        $"{NumberFormat.Of(Needed(candidate.Index, estimator))} tokens at most of {candidate.Endpoint.ContextTokens}";

    public override void Narrow(EndpointBits remaining, Estimator estimator)
    {
        if (!estimator.IsCounted)
        {
            return;
        }

        foreach (var index in remaining)
        {
            if (!Holds(index, estimator))
            {
                remaining.Clear(index);
            }
        }
    }

    protected override EndpointConstraint Describe() => new(
        "window",
        "room for the prompt, counted high for the model's tokenizer, and for the output",
        CombinedConstraint.FromRequest);

    private static bool Holds(int index, Estimator estimator) =>
        !estimator.IsCounted || !(estimator.View.Endpoints[index].ContextTokens < Needed(index, estimator));

    private static double Needed(int index, Estimator estimator) =>
        estimator.LongestInputAt(index) + (estimator.NeededOutput > 0 ? estimator.NeededOutput : 0);
}
