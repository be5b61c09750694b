namespace RulesRouter.Cli.Reference;

/// <summary>A key of a kind of document.</summary>
/// <param name="Path">As <c>spec.rules[].select.fallback.max</c>; <c>*</c> is a name that the author chooses.</param>
/// <param name="Type">Type with bounds and values, for people.</param>
internal sealed record SchemaKey(string Path, string Type, bool IsRequired, string Description);
