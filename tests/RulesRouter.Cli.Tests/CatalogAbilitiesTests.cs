using System.Text.Json;

namespace RulesRouter.Cli.Tests;

public sealed class CatalogAbilitiesTests
{
    private static readonly string Catalog = Repository.TestData("catalog");

    [Fact]
    public void Every_model_has_an_ability_at_every_task()
    {
        var result = Abilities("--format", "json");
        var rows = JsonDocument.Parse(result.Output).RootElement.EnumerateArray().ToList();

        Assert.Equal(0, result.ExitCode);
        Assert.All(rows.GroupBy(row => row.GetProperty("model").GetString()), model => Assert.Equal(14, model.Count()));
        Assert.All(rows, row => Assert.InRange(Of(row, "deviation"), 0.05, 1.5));
        Assert.All(rows, row => Assert.InRange(Of(row, "ability"), Of(row, "low90"), Of(row, "high90")));
    }

    [Fact]
    public void Newer_flagship_is_abler_than_an_old_small_model()
    {
        var rows = JsonDocument.Parse(Abilities("--task", "agentic", "--format", "json").Output).RootElement.EnumerateArray().ToList();

        Assert.True(Of("gpt-5.4") > Of("gpt-oss-20b"));
        Assert.True(Of("gpt-5.4") > Of("ministral-3b-latest"));
        Assert.True(Of("claude-opus-4-8") > Of("claude-haiku-4-5"));

        double Of(string model) => rows.Single(row => row.GetProperty("model").GetString() == model).GetProperty("ability").GetDouble();
    }

    [Fact]
    public void Table_of_one_model_has_intervals_and_evidence()
    {
        var lines = Abilities("--model", "gpt-5.4", "--task", "agentic").Output.Split(Environment.NewLine);

        Assert.Contains(
            lines,
            line => line.Contains("gpt-5.4", StringComparison.Ordinal) && line.Contains(" … ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line == "1 model; logits, with 90 % intervals; success at the task's reference difficulty");
    }

    [Fact]
    public void Unknown_model_is_an_error_with_the_nearest_name()
    {
        var result = Abilities("--model", "gpt-5.44");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("unknown model `gpt-5.44`", result.Error, StringComparison.Ordinal);
    }

    private static double Of(JsonElement row, string field) => row.GetProperty(field).GetDouble();

    private static Terminal Abilities(params string[] arguments) =>
        Terminal.Run(["catalog", "abilities", "--policies", Catalog, .. arguments]);
}
