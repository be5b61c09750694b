using System.Collections.Immutable;

namespace RulesRouter.Language.Import.Identity;

/// <summary>One model, with every row that serves it.</summary>
internal sealed record ImportedModel(string Id, string Key, ImmutableArray<ModelRow> Rows)
{
    public required string Name { get; init; }

    public string? Family { get; init; }

    public string? Vendor { get; init; }

    public DateOnly? Released { get; init; }

    /// <summary>What its vendor charges per million input and output tokens.</summary>
    public (double Input, double Output)? ListPrice { get; init; }

    public ImmutableSortedSet<string> Spellings { get; init; } = [];

    /// <summary>The snapshot that an undated name refers to, and since when.</summary>
    public (ImportedModel Model, DateOnly Since)? Target { get; init; }

    public override string ToString() => Id;
}
