namespace RulesRouter.Client.Decisions;

/// <summary>What a decision says about its request.</summary>
public enum DecisionOutcome
{
    /// <summary>Call the chosen endpoint.</summary>
    Routed,

    /// <summary>Call no endpoint.</summary>
    Denied,
}
