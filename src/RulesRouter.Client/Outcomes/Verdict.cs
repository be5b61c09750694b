namespace RulesRouter.Client.Outcomes;

/// <summary>The verdict on an answer.</summary>
public enum Verdict
{
    Right,
    Wrong,

    /// <summary>No answer came: rate limit, outage, timeout, rejected credential.</summary>
    Unanswered,
}
