using System.CommandLine;
using System.Globalization;
using RulesRouter.Cli.Exits;
using RulesRouter.Cli.Exporting;
using RulesRouter.Service.Recording;
using RulesRouter.Service.Settings;

namespace RulesRouter.Cli.Commands;

/// <summary><c>rulesrouter record</c>: works with the record of a service, also while it runs.</summary>
internal static class RecordCommand
{
    private const string Parquet = "parquet";
    private const string Jsonl = "jsonl";

    public static Command Create(TextWriter output, TextWriter error) =>
        new("record", "export the record of a service") { Export(output, error) };

    private static Command Export(TextWriter output, TextWriter error)
    {
        var record = new Argument<string>("record")
        {
            Description = "folder or file of the record, as written by `serve`",
            DefaultValueFactory = _ => SettingTable.DefaultRecord,
        };
        var to = new Option<string>("--to") { Description = "file to write", Required = true };
        var format = new Option<string?>("--format")
        {
            Description = "jsonl: the lines as they are; parquet: a table of decisions and outcomes; default: by the extension of --to",
        };
        format.AcceptOnlyFromAmong(Jsonl, Parquet);
        var command = new Command("export", "write all lines of a record, decisions and outcomes, into one file") { record, to, format };
        command.SetAction(async (parsed, _) =>
        {
            var (path, target) = (parsed.GetValue(record)!, parsed.GetValue(to)!);
            UnreadablePath.Check(path);
            var written = await Write(path, target, parsed.GetValue(format) ?? FormatOf(target)).ConfigureAwait(false);
            if (written.Unreadable > 0)
            {
                error.WriteLine(Text($"warning: {Lines(written.Unreadable)} of `{path}` left out: neither a decision nor an outcome"));
            }

            output.WriteLine(Text($"{Lines(written.Rows)} written to `{target}`"));
            return ExitCode.Fine;
        });
        return command;
    }

    /// <summary>The file has its name only when it is complete.</summary>
    private static async Task<(long Rows, long Unreadable)> Write(string path, string target, string format)
    {
        var unfinished = target + ".unfinished";
        var rows = new CountedRows(new RecordLayout(path));
        var file = new FileStream(unfinished, FileMode.Create, FileAccess.ReadWrite);
        await using (file.ConfigureAwait(false))
        {
            if (format == Parquet)
            {
                await ParquetExport.Write(rows.Read().Select(row => row.Row), file).ConfigureAwait(false);
            }
            else
            {
                foreach (var (_, line) in rows.Read())
                {
                    file.Write(line.Span);
                    file.WriteByte((byte)'\n');
                }
            }
        }

        File.Move(unfinished, target, overwrite: true);
        return (rows.Count, rows.Unreadable);
    }

    private static string FormatOf(string target) => Path.GetExtension(target) switch
    {
        ".parquet" => Parquet,
        ".jsonl" => Jsonl,
        var other => throw new UserError($"`{other}` is no format; expected a file that ends in .jsonl or .parquet, or --format"),
    };

    private static string Lines(long count) => count == 1 ? "1 line" : Text($"{count} lines");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>Counts what it reads.</summary>
    private sealed class CountedRows(RecordLayout layout)
    {
        public long Count { get; private set; }

        /// <summary>Lines that are not of a record.</summary>
        public long Unreadable { get; private set; }

        public IEnumerable<(RecordRow Row, ReadOnlyMemory<byte> Line)> Read()
        {
            foreach (var (line, _) in RecordLines.Read(layout, RecordPosition.Start))
            {
                if (RecordRow.Read(line) is { } row)
                {
                    Count++;
                    yield return (row, line);
                }
                else if (!line.Span.Trim(" \t\r"u8).IsEmpty)
                {
                    Unreadable++;
                }
            }
        }
    }
}
