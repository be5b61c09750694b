namespace RulesRouter.Cli.Reference;

/// <summary>A heading, what to know before its table, and the table.</summary>
/// <param name="Columns">Of the cells; the name comes before and the example behind them.</param>
internal sealed record ReferenceSection(string Title, string Introduction, IReadOnlyList<string> Columns, IReadOnlyList<ReferenceEntry> Entries);
