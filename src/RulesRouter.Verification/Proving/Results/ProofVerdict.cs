namespace RulesRouter.Verification.Proving.Results;

/// <summary>Verdict on a claim over all requests.</summary>
internal enum ProofVerdict
{
    /// <summary>It is true for every request, for any result of classifier, scripts, ranking and health.</summary>
    Proved,

    /// <summary>A request violates it, confirmed by the evaluator.</summary>
    Refuted,

    /// <summary>Neither was found; the reason is given.</summary>
    Unknown,
}
