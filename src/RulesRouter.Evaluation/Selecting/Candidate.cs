using RulesRouter.Catalog;
using RulesRouter.Decisions;

namespace RulesRouter.Evaluation.Selecting;

/// <summary>An endpoint under consideration for one request.</summary>
/// <param name="Index">Its place in the catalog.</param>
/// <param name="Rates">The prices in force; null is unknown.</param>
internal sealed record Candidate(int Index, Endpoint Endpoint, PriceRates? Rates, HopEstimate Estimate);
