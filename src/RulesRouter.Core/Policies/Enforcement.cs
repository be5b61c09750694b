namespace RulesRouter.Policies;

/// <summary>How strictly a constraint is enforced, strictest first.</summary>
internal enum Enforcement
{
    /// <summary>No endpoint that violates it is ever chosen.</summary>
    Required,

    /// <summary>Dropped where no endpoint would satisfy it, the last declared first.</summary>
    Preferred,

    /// <summary>Only reported.</summary>
    Advisory,
}
