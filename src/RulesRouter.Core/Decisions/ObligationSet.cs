using System.Collections.Immutable;
using RulesRouter.Constraints;
using RulesRouter.Obligations;

namespace RulesRouter.Decisions;

/// <summary>One obligation, combined over all matched rules.</summary>
public sealed record CombinedObligation(ObligationDefinition Definition, ConstraintValue Value, ImmutableSortedSet<string> From)
{
    public bool Equals(CombinedObligation? other) => ReferenceEquals(this, other)
        || (other is not null && Definition.Equals(other.Definition) && Value.Equals(other.Value) && From.SequenceEqual(other.From));

    public override int GetHashCode() => HashCode.Combine(Definition.Name, Value, From.Count);
}

/// <summary>The obligations of the caller: at most one row per obligation, in table order.</summary>
public sealed class ObligationSet : IEquatable<ObligationSet>
{
    private ObligationSet(ImmutableArray<CombinedObligation> rows) => Rows = rows;

    public static ObligationSet Empty { get; } = new([]);

    public ImmutableArray<CombinedObligation> Rows { get; }

    public bool Equals(ObligationSet? other) => other is not null && Rows.SequenceEqual(other.Rows);

    public override bool Equals(object? obj) => Equals(obj as ObligationSet);

    public override int GetHashCode() => new ValueList<CombinedObligation>(Rows).GetHashCode();

    /// <summary>With one more obligation, of a definition that has no row yet.</summary>
    internal ObligationSet With(CombinedObligation row) => new([.. Rows, row]);

    internal static ObligationSet Combine(IEnumerable<(string RuleId, ObligationDefinition Definition, ConstraintValue Value)> clauses)
    {
        var rows = new Dictionary<string, CombinedObligation>(StringComparer.Ordinal);
        foreach (var (ruleId, definition, value) in clauses)
        {
            rows[definition.Name] = rows.TryGetValue(definition.Name, out var row)
                ? row with { Value = definition.Combine(row.Value, value), From = row.From.Add(ruleId) }
                : new CombinedObligation(definition, value, ImmutableSortedSet.Create(StringComparer.Ordinal, ruleId));
        }

        return new ObligationSet(
            [.. ObligationTable.All.Where(definition => rows.ContainsKey(definition.Name)).Select(definition => rows[definition.Name])]);
    }
}
