using RulesRouter.Catalog;

namespace RulesRouter.Decisions;

/// <summary>A second endpoint to be tried without effect; it meets every demand that the chosen one meets.</summary>
public sealed record ShadowHop(Endpoint Endpoint, HopEstimate Estimate);
