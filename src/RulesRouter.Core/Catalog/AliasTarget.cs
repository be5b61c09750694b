using RulesRouter.Source;

namespace RulesRouter.Catalog;

/// <summary>What a model id that is an alias stands for from a day on, until the next target's day.</summary>
/// <param name="Model">Id of the model it stands for; may be an alias itself.</param>
/// <param name="Since">First day (UTC).</param>
public sealed record AliasTarget(string Model, DateOnly Since, SourceSpan Span = default);
