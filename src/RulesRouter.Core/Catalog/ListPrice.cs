namespace RulesRouter.Catalog;

/// <summary>
/// What a model's own vendor charges, in US dollars per million tokens: a fact about the model, which no discount or override changes.
/// </summary>
/// <param name="AsOf">When it was compared with its source; null if unknown.</param>
public sealed record ListPrice(double Input, double Output, string Source, DateOnly? AsOf);
