namespace RulesRouter.Cli.Reference;

/// <summary>A heading, an introduction and a table.</summary>
/// <param name="Columns">Headers of the cells; the name comes first and the example last.</param>
internal sealed record ReferenceSection(
    string Title,
    string Introduction,
    IReadOnlyList<string> Columns,
    IReadOnlyList<ReferenceEntry> Entries);
