using RulesRouter.Source;

namespace RulesRouter.Catalog;

/// <summary>The target of an alias from a day on, until the next target's day.</summary>
/// <param name="Model">Id of the target model; may be an alias itself.</param>
/// <param name="Since">First day (UTC).</param>
public sealed record AliasTarget(string Model, DateOnly Since, SourceSpan Span = default);
