namespace RulesRouter.Cli.Reference;

/// <summary>Something the language has, and the examples that use it.</summary>
/// <param name="Name">As authors write it.</param>
/// <param name="Cells">What stands beside the name in its table.</param>
/// <param name="UsedIn">Empty: an example is missing, and a test says so.</param>
internal sealed record ReferenceEntry(string Name, IReadOnlyList<string> Cells, IReadOnlyList<ReferenceExample> UsedIn);
