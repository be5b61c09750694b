namespace RulesRouter.Cli.Reference;

/// <summary>A key that a kind of document may have.</summary>
/// <param name="Path">As <c>spec.rules[].select.fallback.max</c>; <c>*</c> stands for a name the author chooses.</param>
/// <param name="Type">With bounds and members, in words.</param>
internal sealed record SchemaKey(string Path, string Type, bool IsRequired, string Description);
