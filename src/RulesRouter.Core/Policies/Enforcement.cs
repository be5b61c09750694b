namespace RulesRouter.Policies;

/// <summary>How strictly a constraint holds, strictest first.</summary>
public enum Enforcement
{
    /// <summary>No endpoint that fails it is ever chosen.</summary>
    Required,

    /// <summary>Given up where it would leave nobody, the last declared first.</summary>
    Preferred,

    /// <summary>Only reported.</summary>
    Advisory,
}
