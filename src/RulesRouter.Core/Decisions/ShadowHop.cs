using RulesRouter.Catalog;

namespace RulesRouter.Decisions;

/// <summary>A second endpoint to call without effect; it satisfies every constraint that the chosen one satisfies.</summary>
public sealed record ShadowHop(Endpoint Endpoint, HopEstimate Estimate);
