namespace RulesRouter.Economics;

/// <summary>What is believed about an endpoint's answers to one task, at one tier of difficulty.</summary>
/// <param name="Success">P(its answer is right) over tasks of the tier, or of any where the tier is unknown.</param>
/// <param name="Answers">P(it answers at all).</param>
/// <param name="Edits">Expected human edits to a right answer; null where none was ever counted.</param>
/// <param name="Evidence">What it rests on, in words.</param>
internal sealed record EndpointBelief(Belief Success, double Answers, double? Edits, string Evidence);
