using System.Runtime.CompilerServices;
using RulesRouter.Constraints;
using RulesRouter.Decisions;
using RulesRouter.Obligations;
using RulesRouter.Wire.Writing;

namespace RulesRouter.Wire.Decisions;

/// <summary>Writes the combined constraints and obligations. JSON that many decisions share is serialised once.</summary>
internal static class CombinedWriter
{
    private static ReadOnlySpan<byte> FromRequest => """["request"]"""u8;

    private static readonly ConditionalWeakTable<CombinedConstraint, byte[]> KnownRows = [];
    private static readonly ConditionalWeakTable<ObligationSet, byte[]> KnownObligations = [];

    public static void WriteConstraints(CompactJson json, ReadOnlySpan<byte> name, ConstraintSet constraints)
    {
        json.StartObject(name);
        var rows = constraints.Rows.AsSpan();
        for (int first = 0, end; first < rows.Length; first = end)
        {
            // Rows are in the order of the constraint table, where all facets of a key are adjacent.
            for (end = first + 1; end < rows.Length && rows[end].Definition.Key == rows[first].Definition.Key; end++)
            {
            }

            json.Name(rows[first].Definition.Key);
            if (end - first == 1
                && ReferenceEquals(rows[first].From, CombinedConstraint.FromRequest)
                && rows[first].Value is ConstraintValue.Number bound)
            {
                WriteBound(json, rows[first].Definition, bound.Value);
            }
            else if (end - first == 1 && !rows[first].From.Contains(CombinedConstraint.Request))
            {
                json.Raw(KnownRows.GetValue(rows[first], static row => CompactJson.Bytes(row, static (to, one) => WriteRows(to, [one]))));
            }
            else
            {
                WriteRows(json, rows[first..end]);
            }
        }

        json.EndObject();
    }

    public static void WriteObligations(CompactJson json, ObligationSet obligations)
    {
        json.Name("obligations"u8);
        json.Raw(KnownObligations.GetValue(obligations, static all => CompactJson.Bytes(all, Write)));
    }

    public static void WriteValue(CompactJson json, string name, ConstraintValue value)
    {
        json.Name(name);
        switch (value)
        {
            case ConstraintValue.Number number:
                json.Number(number.Value);
                break;
            case ConstraintValue.Boolean flag:
                json.Boolean(flag.Value);
                break;
            case ConstraintValue.Names names:
                json.Strings([.. names.Values]);
                break;
        }
    }

    /// <summary>The bounds that nearly every request sets, on the shortest path.</summary>
    private static void WriteBound(CompactJson json, ConstraintDefinition definition, double bound)
    {
        json.StartObject();
        json.Name(NameOf(definition));
        json.Number(bound);
        json.Name("from"u8);
        json.Raw(FromRequest);
        json.EndObject();
    }

    private static string NameOf(ConstraintDefinition definition) => definition.Facet.Length > 0 ? definition.Facet : "value";

    /// <param name="rows">Facets of one key.</param>
    private static void WriteRows(CompactJson json, ReadOnlySpan<CombinedConstraint> rows)
    {
        json.StartObject();
        foreach (var row in rows)
        {
            WriteValue(json, NameOf(row.Definition), row.Value);
        }

        json.StartArray("from"u8);
        foreach (var source in rows.Length == 1 ? rows[0].From : rows[0].From.Union(rows.ToArray().SelectMany(row => row.From)))
        {
            json.String(source);
        }

        json.EndArray();
        json.EndObject();
    }

    private static void Write(CompactJson json, ObligationSet obligations)
    {
        json.StartObject();
        foreach (var row in obligations.Rows)
        {
            if (row.Definition.Kind == ObligationKind.HigherWins && row.Value is ConstraintValue.Names level)
            {
                json.Name(row.Definition.Name);
                json.String(level.Values[0]);
            }
            else
            {
                WriteValue(json, row.Definition.Name, row.Value);
            }
        }

        json.EndObject();
    }
}
