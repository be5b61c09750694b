namespace RulesRouter.Verification.Proving;

/// <summary>What is known about a claim over all requests.</summary>
public enum Verdict
{
    /// <summary>It holds for every request, whatever classifier, scripts, ranking and health come to.</summary>
    Proved,

    /// <summary>The evaluator breaks it on a request that is shown.</summary>
    Refuted,

    /// <summary>Neither; something stood in the way, and it is named.</summary>
    Unknown,
}
