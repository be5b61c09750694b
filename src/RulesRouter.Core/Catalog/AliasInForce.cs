namespace RulesRouter.Catalog;

/// <summary>The model that an alias refers to on a day, with nested aliases resolved.</summary>
/// <param name="Since">
/// First day (UTC) on which every alias of the path referred to this model: earlier observations belong to another model.
/// </param>
internal sealed record AliasInForce(Model Target, DateOnly Since);
