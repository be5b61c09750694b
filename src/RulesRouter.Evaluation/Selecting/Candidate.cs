using RulesRouter.Catalog;
using RulesRouter.Decisions;

namespace RulesRouter.Evaluation.Selecting;

/// <summary>An endpoint under consideration for one request.</summary>
/// <param name="Rates">The prices in force; null is unknown.</param>
internal sealed record Candidate(Endpoint Endpoint, PriceRates? Rates, HopEstimate Estimate);
