using System.IO.Compression;
using System.Text;
using RulesRouter.Catalog;
using RulesRouter.Classifiers.Training.Data;
using RulesRouter.Requests;

namespace RulesRouter.Classifiers.Tests.Data;

public class OutcomeReaderTests
{
    private const string Row =
        """{"id":"a","source":"s","group":"g","prompt":"p","task":"refactor-edit","outcomes":{"m":1,"n":0.25},"costUsd":{"m":0.5}}""";

    [Fact]
    public void A_compressed_file_reads_like_a_plain_one()
    {
        var plain = Write("x.jsonl", Encoding.UTF8.GetBytes(Row + "\n\n" + Row));
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionMode.Compress))
        {
            gzip.Write(Encoding.UTF8.GetBytes(Row));
        }

        var compressed = OutcomeReader.ReadFile(Write("y.jsonl.gz", buffer.ToArray()));

        Assert.Equal(2, OutcomeReader.ReadFile(plain).Count);
        var row = Assert.Single(compressed);
        Assert.Equal(("y", "a", "g", TaskKind.Refactor), (row.DataSet, row.Id, row.Group, row.Kind!.Value));
        Assert.Equal(0.25, row.Outcomes["n"]);
        Assert.Equal(0.5, row.CostUsd["m"]);
        Assert.Empty(row.OutChars);
    }

    [Theory]
    [InlineData("""{"id":"a"}""", "`source` must be a text")]
    [InlineData("""{"id":"a","source":"s","group":"g","prompt":"p","outcomes":{"m":1.5}}""", "`outcomes.m` must be between 0 and 1, found 1.5")]
    [InlineData("""{"id":"a","source":"s","group":"g","prompt":"p","outcomes":{"m":"yes"}}""",
        "`outcomes.m` must be a number, found a text")]
    [InlineData("""{"id":"a","source":"s","group":"g","prompt":"p","outcomes":[1]}""",
        "`outcomes` must map models to numbers, found a list")]
    [InlineData("[]", "expected an object, found a list")]
    public void Error_names_its_file_and_line(string line, string problem)
    {
        var path = Write("x.jsonl", Encoding.UTF8.GetBytes(Row + "\n" + line));

        var exception = Assert.Throws<OutcomeDataException>(() => OutcomeReader.ReadFile(path));

        Assert.Equal($"{path}:2: {problem}", exception.Message);
    }

    [Fact]
    public void Folder_without_outcome_files_is_an_error()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;

        Assert.Equal(
            $"{folder}: no `.jsonl` or `.jsonl.gz` file in it",
            Assert.Throws<OutcomeDataException>(() => OutcomeReader.ReadFolder(folder)).Message);
        Assert.Equal(
            $"{folder}/x: does not exist",
            Assert.Throws<OutcomeDataException>(() => OutcomeReader.ReadFolder(folder + "/x")).Message);
    }

    [Fact]
    public void File_with_a_gzip_name_that_is_not_compressed_is_an_error()
    {
        var path = Write("x.jsonl.gz", Encoding.UTF8.GetBytes(Row));

        Assert.StartsWith($"{path}: not a gzip file: ", Assert.Throws<OutcomeDataException>(() => OutcomeReader.ReadFile(path)).Message);
    }

    [Fact]
    public void Conversation_without_outcomes_keeps_its_messages_and_language()
    {
        var path = Write("x.jsonl", Encoding.UTF8.GetBytes(
            """{"id":"1","source":"s","group":"g","task":"agentic","lang":"de","messages":[{"role":"user","content":"Los"},{"role":"assistant","content":null}]}"""));

        var row = Assert.Single(OutcomeReader.ReadFile(path));

        Assert.Equal([new LabelledMessage("user", "Los"), new LabelledMessage("assistant", "")], row.Messages);
        Assert.Equal(("", "de"), (row.Prompt, row.Language));
    }

    [Fact]
    public void Messages_that_are_no_list_are_an_error()
    {
        var path = Write("x.jsonl", Encoding.UTF8.GetBytes("""{"id":"1","source":"s","group":"g","messages":{}}"""));

        Assert.Equal(
            $"{path}:1: `messages` must be a list of messages, found an object",
            Assert.Throws<OutcomeDataException>(() => OutcomeReader.ReadFile(path)).Message);
    }

    [SharedDataFact]
    public void Every_training_file_can_be_read()
    {
        var rows = OutcomeReader.ReadFolder(SharedData.Train);

        Assert.True(rows.Count > 20_000);
        Assert.All(rows, row => Assert.NotEmpty(row.Group));
    }

    private static string Write(string name, byte[] bytes)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory().FullName, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
