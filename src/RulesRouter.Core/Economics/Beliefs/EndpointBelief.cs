namespace RulesRouter.Economics.Beliefs;

/// <summary>What is believed about an endpoint's answers to one task, at one tier of difficulty.</summary>
/// <param name="Success">P(its answer is right) over tasks of the tier, or of any where the tier is unknown.</param>
/// <param name="ReferenceShare">
/// How far the logit follows the task's reference difficulty, 0..1: 1 before any outcome, less as outcomes say how hard the task is.
/// </param>
/// <param name="IsPrior">No outcome of the endpoint or its model at the task is known.</param>
/// <param name="Answers">P(it answers at all).</param>
/// <param name="Edits">Expected human edits to a right answer; null where none was ever counted.</param>
/// <param name="Evidence">What it rests on, in words.</param>
internal sealed record EndpointBelief(
    Belief Success,
    double ReferenceShare,
    bool IsPrior,
    double Answers,
    double? Edits,
    string Evidence)
{
    /// <summary>The success where a policy's own reference difficulty is higher than the default by a number of logits.</summary>
    public Belief SuccessAt(double harder) => harder == 0 ? Success : Success.Shifted(-harder * ReferenceShare);
}
