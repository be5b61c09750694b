using System.Text.Json;

namespace RulesRouter.Cli.Tests;

public sealed class EvaluatePriorsTests : IDisposable
{
    private static readonly string Policies = Path.Combine(Repository.Root, "policies");

    private readonly string folder = Directory.CreateTempSubdirectory("priors").FullName;

    [Fact]
    public void Abilities_predict_scores_and_outcomes_within_the_targets()
    {
        var data = Write("sample.jsonl", SampleOutcomes());

        var result = Priors("--data", data, "--format", "json");
        var report = JsonDocument.Parse(result.Output).RootElement;
        var figures = report.GetProperty("figures");
        var difference = figures.GetProperty("overColumnMean");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(["figures", "outcomes"], NamesOf(report));
        Assert.Empty(
            new[] { "leaveOneOutMae", "rawMeanMae", "columnMeanMae", "leaveModelOutMae", "coverage50", "coverage90" }
                .Except(NamesOf(figures)));
        Assert.InRange(Of("leaveOneOutMae"), 0.001, 0.062);
        Assert.True(Of("leaveOneOutMae") < Of("columnMeanMae"));
        Assert.True(Of("columnMeanMae") < Of("rawMeanMae"));
        Assert.True(Of("leaveModelOutMae") < Of("leaveModelOutColumnMeanMae"));
        Assert.True(difference.GetProperty("high").GetDouble() < 0);
        Assert.True(difference.GetProperty("excludesZero").GetBoolean());
        Assert.InRange(Of("coverage50"), 0.43, 0.57);
        Assert.InRange(Of("coverage90"), 0.85, 0.95);

        AreBetterPredicted(Assert.Single(report.GetProperty("outcomes").EnumerateArray()));

        double Of(string name) => figures.GetProperty(name).GetDouble();
    }

    [Fact]
    public void Model_that_the_catalog_lacks_is_a_warning_with_the_nearest_name()
    {
        var map = Write("models.json", """{ "mine": "gpt-55" }""");

        var result = Priors("--models", map);

        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith(
            $"warning: {map}: `mine`: the catalog has no model `gpt-55`, so its outcomes are left out; did you mean `gpt-5`?\n",
            result.Error,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[1]", ": expected a JSON object of names in outcomes and ids of models, found a list")]
    [InlineData("null", ": expected a JSON object of names in outcomes and ids of models, found null")]
    [InlineData("{ \"a\": 1 }", ": `a` must be a string with the id of a model, found a number")]
    [InlineData("{ \"a\": null }", ": `a` must be a string with the id of a model, found null")]
    [InlineData("{ \"a\": \"gpt-5\", \"a\": \"gpt-4o\" }", ": duplicate key `a`; keep one of them")]
    [InlineData("{\n\"a\"", ":2: expected a JSON object of names in outcomes and ids of models; malformed JSON at column 4")]
    [InlineData("", ":1: expected a JSON object of names in outcomes and ids of models; malformed JSON at column 1")]
    public void Malformed_table_of_models_is_an_error(string json, string problem)
    {
        var map = Write("models.json", json);

        var result = Priors("--models", map);

        Assert.Equal((2, "", $"error: {map}{problem}\n"), (result.ExitCode, result.Output, result.Error));
    }

    [Theory]
    [InlineData("", ": no row with outcomes names a task")]
    [InlineData("[]", ":1: expected an object, found a list")]
    [InlineData("{\"id\":\"1\"}", ":1: `source` must be a text")]
    [InlineData(
        """{"id":"1","source":"x","task":"debugging","group":"g","prompt":"p","outcomes":{"gpt-4o":7}}""",
        ":1: `outcomes.gpt-4o` must be between 0 and 1, found 7")]
    [InlineData(
        """{"id":"1","source":"x","task":"debugging","group":"g","prompt":"p","outcomes":{"a":1,"b":0}}""",
        ": the catalog has 0 of its 2 models, and 3 are needed; map more with --models")]
    public void Malformed_outcomes_are_an_error(string line, string problem)
    {
        var data = Write("outcomes.jsonl", line + "\n");

        var result = Priors("--data", data);

        Assert.Equal(
            (2, "", $"outcomes.jsonl\nerror: {data}{problem}\n"),
            (result.ExitCode, result.Output, result.Error));
    }

    [Theory]
    [InlineData("--data")]
    [InlineData("--models")]
    public void Missing_file_is_an_error(string option)
    {
        var missing = Path.Combine(folder, "missing");

        var result = Priors(option, missing);

        Assert.Equal((2, "", $"error: `{missing}` does not exist\n"), (result.ExitCode, result.Output, result.Error));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>After outcomes of one or two models, those of the others are predicted better than by the other methods.</summary>
    private static void AreBetterPredicted(JsonElement outcomes)
    {
        Assert.Equal(
            ("sample", "code-generation", 120, 4, 5),
            (
                outcomes.GetProperty("data").GetString(),
                outcomes.GetProperty("task").GetString(),
                outcomes.GetProperty("rows").GetInt32(),
                outcomes.GetProperty("models").GetInt32(),
                outcomes.GetProperty("modelsInData").GetInt32()));
        Assert.Equal(1, outcomes.GetProperty("spearman").GetDouble());
        foreach (var method in new[] { "logLoss", "logLossBefore", "logLossRunningMean" })
        {
            Assert.Equal(["0", "5", "20", "100"], NamesOf(outcomes.GetProperty(method)));
        }

        Assert.True(LossAt("logLoss", 20) < LossAt("logLossBefore", 20));
        Assert.True(LossAt("logLoss", 20) < LossAt("logLossRunningMean", 20));
        Assert.InRange(LossAt("logLoss", 100), 0.2, LossAt("logLoss", 0));
        Assert.True(outcomes.GetProperty("overRunningMeanAt20").GetProperty("excludesZero").GetBoolean());

        double LossAt(string method, int count) =>
            outcomes.GetProperty(method).GetProperty(count.ToString(System.Globalization.CultureInfo.InvariantCulture)).GetDouble();
    }

    /// <summary>120 problems; four models of the catalog solve 20, 45, 70 and 90 % of them, an unknown one half.</summary>
    private static string SampleOutcomes() => string.Concat(Enumerable.Range(0, 120).Select(row =>
    {
        var (hard, outcomes) = ((row * 37 % 120) / 120.0, new Dictionary<string, int>());
        foreach (var (model, share) in new[]
        {
            ("gpt-4o-mini", 0.2), ("gpt-4o-2024-08-06", 0.45), ("o3", 0.7), ("gpt-5.5", 0.9), ("of-no-catalog", 0.5),
        })
        {
            outcomes[model] = hard < share ? 1 : 0;
        }

        return JsonSerializer.Serialize(new
        {
            id = $"{row}",
            source = "sample",
            task = "code-generation",
            group = $"{row}",
            prompt = "p",
            outcomes,
        }) + "\n";
    }));

    private static IEnumerable<string> NamesOf(JsonElement element) => element.EnumerateObject().Select(property => property.Name);

    private string Write(string name, string content)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, content);
        return path;
    }

    private static Terminal Priors(params string[] arguments) =>
        Terminal.Run(["evaluate", "priors", "--policies", Policies, .. arguments]);
}
