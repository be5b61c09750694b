using Parquet;
using Parquet.Schema;

namespace RulesRouter.Cli.Exporting;

/// <summary>Writes the rows of a record as a Parquet file: one column per field, and the line as JSON.</summary>
internal static class ParquetExport
{
    /// <summary>In memory at once; some 100 MB.</summary>
    private const int RowsPerGroup = 20_000;

    private static readonly Column[] Columns =
    [
        Column.Required("kind", row => row.Kind),
        Column.Required("decisionId", row => row.DecisionId),
        Column.Of("at", row => (DateTime?)row.At),
        Column.Optional("policy", row => row.Policy),
        Column.Optional("revision", row => row.Revision),
        Column.Optional("answer", row => row.Answer),
        Column.Optional("task", row => row.Task),
        Column.Of("difficulty", row => row.Difficulty),
        Column.Optional("reporter", row => row.Reporter),
        Column.Of("hop", row => row.Hop),
        Column.Of("sequence", row => row.Sequence),
        Column.Optional("verdict", row => row.Verdict),
        Column.Optional("source", row => row.Source),
        Column.Of("edits", row => row.Edits),
        Column.Of("latencyMs", row => row.LatencyMs),
        Column.Of("inputTokens", row => row.InputTokens),
        Column.Of("outputTokens", row => row.OutputTokens),
        Column.Of("costUsd", row => row.CostUsd),
        Column.Of("turns", row => row.Turns),
        Column.Of("testsPassed", row => row.TestsPassed),
        Column.Of("testsFailed", row => row.TestsFailed),
        Column.Of("toolErrors", row => row.ToolErrors),
        Column.Required("line", row => row.Line),
    ];

    /// <exception cref="IOException">The stream cannot be written.</exception>
    public static async Task Write(IEnumerable<RecordRow> rows, Stream into)
    {
        var schema = new ParquetSchema(Columns.Select(column => column.Field).ToArray<Field>());
        var writer = await ParquetWriter.CreateAsync(schema, into).ConfigureAwait(false);
        await using (writer.ConfigureAwait(false))
        {
            foreach (var group in rows.Chunk(RowsPerGroup))
            {
                using var block = writer.CreateRowGroup();
                foreach (var column in Columns)
                {
                    await column.Write(block, group).ConfigureAwait(false);
                }
            }
        }
    }

    /// <param name="Write">Writes the column of some rows.</param>
    private sealed record Column(DataField Field, Func<ParquetRowGroupWriter, RecordRow[], Task> Write)
    {
        public static Column Required(string name, Func<RecordRow, string> value) =>
            Text(new DataField<string>(name, nullable: false), value);

        public static Column Optional(string name, Func<RecordRow, string?> value) =>
            Text(new DataField<string>(name, nullable: true), value);

        public static Column Of<T>(string name, Func<RecordRow, T?> value)
            where T : struct
        {
            var field = new DataField<T?>(name);
            return new Column(
                field,
                async (block, rows) => await block.WriteAsync<T>(field, rows.Select(value).ToArray()).ConfigureAwait(false));
        }

        private static Column Text(DataField<string> field, Func<RecordRow, string?> value) => new(
            field,
            async (block, rows) => await block.WriteAsync(field, [.. rows.Select(value)!]).ConfigureAwait(false));
    }
}
