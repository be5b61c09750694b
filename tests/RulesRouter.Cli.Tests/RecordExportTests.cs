using System.IO.Compression;
using Parquet;
using Parquet.Schema;

namespace RulesRouter.Cli.Tests;

/// <summary>A record of two segments, one of them compressed, with a line that a killed process left.</summary>
public sealed class RecordExportTests : IDisposable
{
    private const string Decision =
        """{"decisionId":"d-1","at":"2026-06-01T12:00:00Z","requestDigest":"x","replay":{},"facts":{},"decision":{"policy":"small","revision":"sha256:1","outcome":"routed","classification":{"task":"debugging","complexity":{"score":0.25}},"chosen":{"endpoint":"a/m"},"fallbacks":[]}}""";

    private const string Denial =
        """{"decisionId":"d-2","at":"2026-06-01T12:00:01Z","decision":{"policy":"small","outcome":"denied","classification":{},"denial":{"code":"rule"}}}""";

    private const string Outcome =
        """{"receivedAt":"2026-06-01T13:00:00Z","decisionId":"d-1","reporter":"ci","outcome":{"decisionId":"d-1","hop":0,"sequence":2,"verdict":"right","source":"tests","edits":1.5,"costUsd":0.01,"turns":3,"testsPassed":4,"testsFailed":1,"toolErrors":2}}""";

    private readonly string folder = Directory.CreateTempSubdirectory("record-").FullName;

    public RecordExportTests()
    {
        Directory.CreateDirectory(Record);
        using (var gzip = Compressed(Record))
        {
            gzip.Write(System.Text.Encoding.UTF8.GetBytes(Decision + "\n" + Denial + "\n"));
        }

        File.WriteAllText(Path.Combine(Record, "0000000002-20260601T130000Z.jsonl"), $"{{\"decis\n{Outcome}\n{{\"half");
    }

    private string Record => Path.Combine(folder, "record");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Exports_the_lines_of_all_segments_in_order_as_JSONL()
    {
        var file = Path.Combine(folder, "all.jsonl");

        var result = Terminal.Run("record", "export", Record, "--to", file);

        Assert.Equal(
            (0, $"3 lines written to `{file}`\n", $"warning: 1 line of `{Record}` left out: neither a decision nor an outcome\n"),
            (result.ExitCode, result.Output.ReplaceLineEndings("\n"), result.Error.ReplaceLineEndings("\n")));
        Assert.Equal([Decision, Denial, Outcome], File.ReadAllLines(file));
    }

    [Fact]
    public async Task Exports_decisions_and_outcomes_as_columns_of_Parquet()
    {
        var file = Path.Combine(folder, "all.parquet");

        Assert.Equal(0, Terminal.Run("record", "export", Record, "--to", file).ExitCode);

        await using var reader = await ParquetReader.CreateAsync(file);
        using var group = reader.OpenRowGroupReader(0);
        Assert.Equal(["decision", "decision", "outcome"], await Texts("kind"));
        Assert.Equal(["d-1", "d-2", "d-1"], await Texts("decisionId"));
        Assert.Equal(["a/m", "rule", null], await Texts("answer"));
        Assert.Equal([null, null, "ci"], await Texts("reporter"));
        Assert.Equal([Decision, Denial, Outcome], await Texts("line"));
        Assert.Equal([0.25, null, null], await Numbers("difficulty"));
        Assert.Equal([null, null, 1.5], await Numbers("edits"));
        Assert.Equal([null, null, 3], await Integers("turns"));
        Assert.Equal([null, null, 2], await Integers("toolErrors"));

        async Task<IEnumerable<string?>> Texts(string column)
        {
            var values = new string[3];
            await group.ReadAsync(Field(column), values);
            return values;
        }

        async Task<IEnumerable<double?>> Numbers(string column)
        {
            var values = new double?[3];
            await group.ReadAsync<double>(Field(column), values);
            return values;
        }

        async Task<IEnumerable<int?>> Integers(string column)
        {
            var values = new int?[3];
            await group.ReadAsync<int>(Field(column), values);
            return values;
        }

        DataField Field(string column) => reader.Schema.FindDataField(column);
    }

    [Fact]
    public void Compares_policies_by_a_folder_of_segments()
    {
        var requests = Path.Combine(folder, "requests");
        Directory.CreateDirectory(requests);
        using (var gzip = Compressed(requests))
        {
            gzip.Write("""{"policy":"small","prompt":"one"}"""u8);
        }

        File.WriteAllText(
            Path.Combine(requests, "0000000002-20260601T130000Z.jsonl"),
            Outcome + "\n{\"policy\":\"small\",\"prompt\":\"two\"}\n");
        var policies = Repository.TestData("serve");

        var result = Terminal.Run("diff", policies, policies, "--requests", requests);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Contains("on 2 recorded requests", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("error: `.csv` is no format; expected a file that ends in .jsonl or .parquet, or --format\n", "export.csv")]
    public void Names_the_formats_for_another_extension(string error, string file) =>
        Assert.Equal(error, Terminal.Run("record", "export", Record, "--to", file).Error.ReplaceLineEndings("\n"));

    [Fact]
    public void A_record_that_does_not_exist_is_an_error() => Assert.Equal(
        "error: `nowhere` does not exist\n",
        Terminal.Run("record", "export", "nowhere", "--to", "x.jsonl").Error.ReplaceLineEndings("\n"));

    private static GZipStream Compressed(string record) =>
        new(File.Create(Path.Combine(record, "0000000001-20260601T120000Z.jsonl.gz")), CompressionLevel.Optimal);
}
