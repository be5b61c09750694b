namespace RulesRouter.Catalog;

/// <summary>
/// The list price of a model's own vendor, in US dollars per million tokens: a fact about the model, which no discount or override changes.
/// </summary>
/// <param name="AsOf">Date of the last check against the source; null if unknown.</param>
public sealed record ListPrice(double Input, double Output, string Source, DateOnly? AsOf);
