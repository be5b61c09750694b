using System.Runtime.CompilerServices;
using System.Text.Json;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Selecting;
using RulesRouter.Policies;

namespace RulesRouter.Evaluation.Json;

/// <summary>Writes what rules together constrain and oblige. What stands so in many decisions is put into JSON once.</summary>
internal static class CombinedWriter
{
    private static ReadOnlySpan<byte> FromRequest => """["request"]"""u8;

    private static readonly ConditionalWeakTable<CombinedConstraint, byte[]> KnownRows = [];
    private static readonly ConditionalWeakTable<ObligationSet, byte[]> KnownObligations = [];

    public static void WriteConstraints(Utf8JsonWriter json, string name, ConstraintSet constraints)
    {
        json.WriteStartObject(name);
        var rows = constraints.Rows.AsSpan();
        for (int first = 0, end; first < rows.Length; first = end)
        {
            // Rows stand in the table's order, and in the table all facets of one key stand together.
            for (end = first + 1; end < rows.Length && rows[end].Definition.Key == rows[first].Definition.Key; end++)
            {
            }

            json.WritePropertyName(rows[first].Definition.Key);
            if (end - first == 1 && ReferenceEquals(rows[first].From, RequestDemands.From) && rows[first].Value is ConstraintValue.Number bound)
            {
                WriteBound(json, rows[first].Definition, bound.Value);
            }
            else if (end - first == 1 && !rows[first].From.Contains(RequestDemands.Source))
            {
                json.WriteRawValue(KnownRows.GetValue(rows[first], static row => Encoded(row, static (to, one) => WriteRows(to, [one]))), skipInputValidation: true);
            }
            else
            {
                WriteRows(json, rows[first..end]);
            }
        }

        json.WriteEndObject();
    }

    public static void WriteObligations(Utf8JsonWriter json, ObligationSet obligations)
    {
        json.WritePropertyName("obligations"u8);
        json.WriteRawValue(KnownObligations.GetValue(obligations, static all => Encoded(all, Write)), skipInputValidation: true);
    }

    public static void WriteValue(Utf8JsonWriter json, string name, ConstraintValue value)
    {
        switch (value)
        {
            case ConstraintValue.Number number:
                WriteNumber(json, name, number.Value);
                break;
            case ConstraintValue.Flag flag:
                json.WriteBoolean(name, flag.Value);
                break;
            case ConstraintValue.Names names:
                json.WriteTexts(name, [.. names.Values]);
                break;
        }
    }

    /// <summary>What nearly every request asks for, without a detour.</summary>
    private static void WriteBound(Utf8JsonWriter json, ConstraintDefinition definition, double bound)
    {
        json.WriteStartObject();
        WriteNumber(json, definition.Facet.Length > 0 ? definition.Facet : "value", bound);
        json.WritePropertyName("from"u8);
        json.WriteRawValue(FromRequest, skipInputValidation: true);
        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, double value)
    {
        json.WritePropertyName(name);
        json.WriteExactValue(value);
    }

    /// <param name="rows">Facets of one key.</param>
    private static void WriteRows(Utf8JsonWriter json, ReadOnlySpan<CombinedConstraint> rows)
    {
        json.WriteStartObject();
        foreach (var row in rows)
        {
            WriteValue(json, row.Definition.Facet.Length > 0 ? row.Definition.Facet : "value", row.Value);
        }

        json.WriteStartArray("from"u8);
        foreach (var source in rows.Length == 1 ? rows[0].From : rows[0].From.Union(rows.ToArray().SelectMany(row => row.From)))
        {
            json.WriteStringValue(source);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ObligationSet obligations)
    {
        json.WriteStartObject();
        foreach (var row in obligations.Rows)
        {
            if (row.Definition.Kind == ObligationKind.HigherWins && row.Value is ConstraintValue.Names level)
            {
                json.WriteString(row.Definition.Name, level.Values[0]);
            }
            else
            {
                WriteValue(json, row.Definition.Name, row.Value);
            }
        }

        json.WriteEndObject();
    }

    private static byte[] Encoded<T>(T value, Action<Utf8JsonWriter, T> write)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, DecisionWriter.Options))
        {
            write(json, value);
        }

        return bytes.ToArray();
    }
}
