namespace RulesRouter.Verification.Comparing;

/// <summary>What decisions can see of an endpoint, and that is not what it was.</summary>
/// <param name="Fact">A price class, a limit, or a fact of contract; <c>endpoint</c> where the whole was added or removed.</param>
/// <param name="Before">Null is unknown, or not there.</param>
/// <param name="Share">For numbers above 0 on both sides: after over before; null otherwise.</param>
public sealed record CatalogChange(string Endpoint, string Fact, string? Before, string? After, double? Share)
{
    /// <summary>In US dollars per million tokens.</summary>
    public bool IsPrice => Fact.StartsWith("price.", StringComparison.Ordinal);
}
