namespace RulesRouter.Catalog;

/// <summary>The rates that replace the basic ones for every token of a call whose input is longer than a threshold.</summary>
/// <param name="Rates">Complete: a rate that is null here is unknown, not the basic one. Has no tiers and no fee of its own.</param>
public sealed record PriceTier(int AboveInputTokens, PriceRates Rates);
