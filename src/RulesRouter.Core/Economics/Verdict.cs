namespace RulesRouter.Economics;

/// <summary>The verdict on an answer.</summary>
internal enum Verdict
{
    Right,
    Wrong,

    /// <summary>No answer: rate limit, outage, timeout, rejected credential.</summary>
    Unanswered,
}
