using System.Text.Json;
using RulesRouter.Catalog;
using RulesRouter.Language.Schemas;
using RulesRouter.Names;
using RulesRouter.Suites.Scenarios;

namespace RulesRouter.Suites.Tests.Scenarios;

public sealed class ScenarioJsonTests
{
    private static readonly Scenario Scenario = new()
    {
        Id = "3f2a1b9c-parse",
        BaseCommit = "0123456789",
        MergedCommit = "9876543210",
        MergedAt = new DateTimeOffset(2026, 5, 2, 12, 0, 0, TimeSpan.Zero),
        Instruction = "Parse empty dates",
        InstructionSource = InstructionSource.CommitMessage,
        Task = TaskKind.Debugging,
        TestSystem = TestSystem.Node,
        TestCommand = "node --test",
        TestFiles = ["test/a.js"],
        GoldFiles = ["src/a.js"],
        GoldLines = 2,
        TestPatch = "",
        GoldPatch = "",
        FailToPass = ["parses \"nothing\" 🙂"],
    };

    [Fact]
    public void Written_scenario_follows_its_schema_and_is_read_again()
    {
        var json = ScenarioJson.Write(Scenario);

        Assert.Empty(JsonSchemaCheck.Problems(json, "scenario"));
        Assert.Equal(json, ScenarioJson.Write(Read(json)));
    }

    [Fact]
    public void Enumerations_of_the_schema_are_those_of_the_code()
    {
        using var schema = JsonDocument.Parse(DocumentSchema.TextOf("scenario"));
        IEnumerable<string?> Values(string property) => schema.RootElement.GetProperty("properties").GetProperty(property)
            .GetProperty("enum").EnumerateArray().Select(value => value.GetString());

        Assert.Equal(EnumNames<TaskKind>.All, Values("task"));
        Assert.Equal(EnumNames<TestSystem>.All, Values("testSystem"));
        Assert.Equal(EnumNames<InstructionSource>.All, Values("instructionSource"));
    }

    [Theory]
    [InlineData("\"task\": \"debugging\"", "\"task\": \"debuging\"", "x.json:8:20: `/task` cannot be \"debuging\"; did you mean `debugging`?")]
    [InlineData("\"goldLines\": 2", "\"goldLines\": -1", "x.json:18:17: `/goldLines` must be at least 0, found -1")]
    [InlineData("\"goldLines\": 2", "\"goldLines\": \"two\"", "x.json:18:20: `/goldLines` must be of type integer, found \"two\"")]
    [InlineData("\"id\":", "\"ids\":", "x.json:1:1: `id` is missing\nx.json:3:8: unknown key `ids`; did you mean `id`?")]
    [InlineData(
        "\"version\": 1",
        "\"version\": 2",
        "x.json: the scenario has version 2 of the format, this rulesrouter reads version 1; use the rulesrouter that wrote the suite, or mine it again")]
    public void Other_file_is_explained_with_its_place(string written, string changed, string message) => Assert.Equal(
        message,
        Assert.Throws<FormatException>(
            () => Read(ScenarioJson.Write(Scenario).Replace(written, changed, StringComparison.Ordinal))).Message);

    [Fact]
    public void File_that_is_not_json_is_explained_with_its_place() => Assert.StartsWith(
        "x.json:1:7: not JSON: ",
        Assert.Throws<FormatException>(() => Read("{ \"id\" ")).Message,
        StringComparison.Ordinal);

    private static Scenario Read(string json) => ScenarioJson.Read(json, "x.json", "Parse empty dates", "", "");
}
