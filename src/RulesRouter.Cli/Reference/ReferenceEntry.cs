namespace RulesRouter.Cli.Reference;

/// <summary>An element of the language, and the examples that use it.</summary>
/// <param name="Name">As authors write it.</param>
/// <param name="Cells">Cells after the name in its table.</param>
/// <param name="UsedIn">A test requires at least one.</param>
internal sealed record ReferenceEntry(string Name, IReadOnlyList<string> Cells, IReadOnlyList<ReferenceExample> UsedIn);
