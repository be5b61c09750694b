namespace RulesRouter.Decisions;

/// <summary>The speed of an endpoint as its recent calls had it, in place of the catalog's; null where too few are known.</summary>
/// <param name="TtftP50Ms">Milliseconds until the first token, for half of the calls.</param>
/// <param name="TtftP99Ms">The same for 99 of 100 calls.</param>
/// <param name="TokensPerSecondP50">After the first token, which half of the calls reach; above 0.</param>
/// <param name="TokensPerSecondP1">The same for 99 of 100 calls.</param>
public sealed record MeasuredLatency(double? TtftP50Ms, double? TtftP99Ms, double? TokensPerSecondP50, double? TokensPerSecondP1);
