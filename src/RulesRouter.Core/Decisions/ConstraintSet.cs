using System.Collections.Immutable;
using System.Runtime.InteropServices;
using RulesRouter.Constraints;

namespace RulesRouter.Decisions;

/// <summary>One constraint, combined over all matched rules.</summary>
/// <param name="From">The qualified rule ids that set it, in ordinal order; <c>request</c> for a bound of the request itself.</param>
public sealed record CombinedConstraint(ConstraintDefinition Definition, ConstraintValue Value, ImmutableSortedSet<string> From)
{
    /// <summary>The source of a bound of the request itself.</summary>
    public const string Request = "request";

    /// <summary><see cref="Request"/> as the only source; always this instance.</summary>
    internal static ImmutableSortedSet<string> FromRequest { get; } = ImmutableSortedSet.Create(StringComparer.Ordinal, Request);

    /// <summary>The budget before attempts spent some of it; null unless <see cref="Value"/> is what they left.</summary>
    internal SpentBudget? Spent { get; init; }

    public bool Equals(CombinedConstraint? other) => ReferenceEquals(this, other)
        || (
            other is not null
                && ReferenceEquals(Definition, other.Definition)
                && Value.Equals(other.Value)
                && From.SequenceEqual(other.From));

    public override int GetHashCode() => HashCode.Combine(Definition.Name, Value, From.Count);
}

/// <summary>
/// The constraints that every hop satisfies: at most one row per constraint, in table order, independent of the order of rules.
/// </summary>
public sealed class ConstraintSet : IEquatable<ConstraintSet>
{
    private ConstraintSet(ImmutableArray<CombinedConstraint> rows) => Rows = rows;

    public static ConstraintSet Empty { get; } = new([]);

    public ImmutableArray<CombinedConstraint> Rows { get; }

    public bool Equals(ConstraintSet? other) => other is not null && Rows.SequenceEqual(other.Rows);

    public override bool Equals(object? obj) => Equals(obj as ConstraintSet);

    public override int GetHashCode() => new ValueList<CombinedConstraint>(Rows).GetHashCode();

    /// <summary>Null if unconstrained.</summary>
    internal ConstraintValue? ValueOf(ConstraintDefinition definition)
    {
        foreach (var row in Rows)
        {
            if (ReferenceEquals(row.Definition, definition))
            {
                return row.Value;
            }
        }

        return null;
    }

    internal static ConstraintSet Combine(IEnumerable<(string RuleId, ConstraintDefinition Definition, ConstraintValue Value)> clauses)
    {
        var rows = new CombinedConstraint?[ConstraintTable.All.Length];
        foreach (var (ruleId, definition, value) in clauses)
        {
            ref var row = ref rows[definition.Place];
            row = row is null
                ? new CombinedConstraint(definition, value, ImmutableSortedSet.Create(StringComparer.Ordinal, ruleId))
                : row with { Value = ConstraintValue.Combine(definition, row.Value, value), From = row.From.Add(ruleId) };
        }

        return new ConstraintSet([.. rows.OfType<CombinedConstraint>()]);
    }

    /// <summary>These constraints combined with more rows. Rows that are not changed stay the same objects.</summary>
    internal ConstraintSet With(ImmutableArray<CombinedConstraint> more)
    {
        if (more.IsEmpty)
        {
            return this;
        }

        var (rows, count) = (new CombinedConstraint[Rows.Length + more.Length], Rows.Length);
        Rows.CopyTo(rows);
        foreach (var added in more)
        {
            var at = count;
            while (at > 0 && rows[at - 1].Definition.Place > added.Definition.Place)
            {
                at--;
            }

            if (at > 0 && rows[at - 1] is var same && ReferenceEquals(same.Definition, added.Definition))
            {
                var value = ConstraintValue.Combine(added.Definition, same.Value, added.Value);
                rows[at - 1] = same with
                {
                    Value = value,
                    From = same.From.Union(added.From),
                    Spent = value.Equals(same.Value) && !value.Equals(added.Value) ? same.Spent : added.Spent,
                };
            }
            else
            {
                Array.Copy(rows, at, rows, at + 1, count - at);
                rows[at] = added;
                count++;
            }
        }

        return new ConstraintSet(
            count == rows.Length ? ImmutableCollectionsMarshal.AsImmutableArray(rows) : ImmutableArray.Create(rows, 0, count));
    }
}
