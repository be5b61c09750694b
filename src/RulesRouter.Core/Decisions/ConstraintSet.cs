using System.Collections.Immutable;
using RulesRouter.Policies;

namespace RulesRouter.Decisions;

/// <summary>One constraint as all matched rules together set it.</summary>
/// <param name="From">The qualified rule ids that set it, in ordinal order; <c>request</c> for a bound of the request itself.</param>
public sealed record CombinedConstraint(ConstraintDefinition Definition, ConstraintValue Value, ImmutableSortedSet<string> From);

/// <summary>What every hop must satisfy: at most one row a constraint, in the table's order, whatever the order the rules came in.</summary>
public sealed class ConstraintSet
{
    private ConstraintSet(ImmutableArray<CombinedConstraint> rows) => Rows = rows;

    public static ConstraintSet Empty { get; } = new([]);

    public ImmutableArray<CombinedConstraint> Rows { get; }

    public static ConstraintSet Combine(IEnumerable<(string RuleId, ConstraintDefinition Definition, ConstraintValue Value)> clauses)
    {
        var rows = new Dictionary<string, CombinedConstraint>(StringComparer.Ordinal);
        foreach (var (ruleId, definition, value) in clauses)
        {
            rows[definition.Name] = rows.TryGetValue(definition.Name, out var row)
                ? row with { Value = ConstraintValue.Combine(definition, row.Value, value), From = row.From.Add(ruleId) }
                : new CombinedConstraint(definition, value, ImmutableSortedSet.Create(StringComparer.Ordinal, ruleId));
        }

        return new ConstraintSet([.. Constraints.All.Where(definition => rows.ContainsKey(definition.Name)).Select(definition => rows[definition.Name])]);
    }

    /// <summary>These constraints and some clauses more, combined as if they had come together.</summary>
    public ConstraintSet With(IEnumerable<(string RuleId, ConstraintDefinition Definition, ConstraintValue Value)> clauses)
    {
        var rows = ImmutableArray.CreateBuilder<CombinedConstraint>(Rows.Length + 8);
        rows.AddRange(Rows);
        foreach (var (ruleId, definition, value) in clauses)
        {
            var at = 0;
            while (at < rows.Count && Constraints.PlaceOf(rows[at].Definition) < Constraints.PlaceOf(definition))
            {
                at++;
            }

            if (at < rows.Count && rows[at].Definition.Name == definition.Name)
            {
                rows[at] = rows[at] with { Value = ConstraintValue.Combine(definition, rows[at].Value, value), From = rows[at].From.Add(ruleId) };
            }
            else
            {
                rows.Insert(at, new CombinedConstraint(definition, value, ImmutableSortedSet.Create(StringComparer.Ordinal, ruleId)));
            }
        }

        return rows.Count == 0 ? Empty : new ConstraintSet(rows.ToImmutable());
    }
}
