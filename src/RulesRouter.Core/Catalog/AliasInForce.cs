namespace RulesRouter.Catalog;

/// <summary>What an alias stands for on a day, aliases of aliases followed to their end.</summary>
/// <param name="Since">First day (UTC) on which it was this model, by any alias on the way: what was seen before was another's.</param>
public sealed record AliasInForce(Model Target, DateOnly Since);
