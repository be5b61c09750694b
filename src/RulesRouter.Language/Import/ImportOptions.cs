namespace RulesRouter.Language.Import;

/// <summary>Paths of the sources and of the catalog.</summary>
/// <param name="ModelsDev">JSON of models.dev: providers with models, prices, limits, capabilities.</param>
/// <param name="GenaiPrices">JSON of genai-prices: prices with start dates and daily windows.</param>
/// <param name="Benchmarks">JSON of models.dev's benchmark figures by base model.</param>
/// <param name="Aider">
/// Aider's leaderboards, JSON or gzipped JSON: its runs, and the sample sizes of those that the other source has; optional.
/// </param>
/// <param name="Output">Folder of catalog files.</param>
/// <param name="Policies">Folder of policies whose patterns are compared with the catalog before and after; null for none.</param>
/// <param name="ModelsDevDate">When models.dev was read.</param>
/// <param name="GenaiPricesDate">When genai-prices was read.</param>
internal sealed record ImportOptions(
    string ModelsDev,
    string GenaiPrices,
    string Benchmarks,
    string? Aider,
    string Output,
    string? Policies,
    DateOnly ModelsDevDate,
    DateOnly GenaiPricesDate);
