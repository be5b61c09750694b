using System.Collections.Immutable;
using RulesRouter.Suites.Checking;
using RulesRouter.Suites.Editing;
using RulesRouter.Suites.MergeReady;
using RulesRouter.Suites.Mining;
using RulesRouter.Suites.Running;
using RulesRouter.Suites.Sandboxing;
using RulesRouter.Suites.Scenarios;
using RulesRouter.Suites.Tests.Running;

namespace RulesRouter.Suites.Tests.Languages;

/// <summary>Small real repositories in three languages, mined, checked by their own tests, and attempted by scripted models.</summary>
public sealed class DifficultHistoryTests : IDisposable
{
    private readonly string suite = Directory.CreateTempSubdirectory("rulesrouter-suite").FullName;
    private readonly ScriptedApi api = new();
    private readonly HttpClient client = new() { Timeout = TimeSpan.FromSeconds(30) };

    public void Dispose()
    {
        api.Dispose();
        client.Dispose();
        Directory.Delete(suite, recursive: true);
    }

    [Theory]
    [InlineData("JavaScript")]
    [InlineData("Python")]
    [InlineData("CSharp")]
    public void Every_difficult_commit_is_skipped_for_its_reason(string name)
    {
        var language = Named(name);
        using var history = DifficultHistory.Of(language);

        var mined = HistoryMiner.Mine(new MiningOptions { Repository = history.Folder });

        Assert.Equal(
            [DifficultHistory.Lucky, $"{DifficultHistory.Mean}\nTest the mean", DifficultHistory.Fix],
            mined.Scenarios.Select(scenario => scenario.Instruction));
        Assert.All(mined.Scenarios, scenario => Assert.Equal(language.System, scenario.TestSystem));
        Assert.Equal(
            [
                SkipReason.Submodule, SkipReason.Revert, SkipReason.RevealsSolution, SkipReason.TooManyFiles, SkipReason.OnlyRenames,
                SkipReason.NoInstruction, SkipReason.Binary, SkipReason.NoSource, SkipReason.NoParent,
            ],
            mined.Skipped.Select(skipped => skipped.Reason));
    }

    [NodeFact]
    public Task JavaScript_scenarios_are_checked_and_judge_scripted_models() => CheckAndRun(TestLanguage.JavaScript, ["empty"], ["mean"]);

    [PytestFact]
    public Task Python_scenarios_are_checked_and_judge_scripted_models() => CheckAndRun(
        TestLanguage.Python,
        ["tests.test_stats.test_empty"],
        ["tests.test_stats.test_mean"]);

    /// <summary>One scenario alone: each run of the tests builds for seconds.</summary>
    [Fact]
    public async Task CSharp_scenario_is_checked_and_judges_scripted_models()
    {
        using var history = DifficultHistory.Of(TestLanguage.CSharp);
        var fix = HistoryMiner.Mine(new MiningOptions { Repository = history.Folder }).Scenarios
            .Single(scenario => scenario.Instruction == DifficultHistory.Fix);
        SuiteFolder.Write([fix], history.Folder, suite);

        var check = Assert.Single(await Checked());
        Assert.Equal<string>(["Small.Tests.StatsTests.Empty"], check.FailToPass);
        Assert.Equal<string>(["Small.Tests.StatsTests.Adds"], check.PassToPass);
        await RunScripted(scenarios: 1);
    }

    private async Task CheckAndRun(TestLanguage language, string[] fixedTests, string[] meanTests)
    {
        using var history = DifficultHistory.Of(language);
        SuiteFolder.Write(
            HistoryMiner.Mine(new MiningOptions { Repository = history.Folder }).Scenarios,
            history.Folder,
            suite);

        var checks = await Checked();

        Assert.Equal(DropReason.Flaky, Assert.Single(checks, check => check.Dropped is not null).Dropped);
        var kept = SuiteFolder.Read(suite);
        Assert.Equal<string>(fixedTests, kept.Single(scenario => scenario.Instruction == DifficultHistory.Fix).FailToPass);
        Assert.Equal<string>(meanTests, kept.Single(scenario => scenario.Instruction != DifficultHistory.Fix).FailToPass);
        await RunScripted(kept.Length);
    }

    /// <summary>The merged change, the same with a comment, and a change of nothing that counts.</summary>
    private async Task RunScripted(int scenarios)
    {
        const string noise = "--- /dev/null\n+++ b/notes.md\n@@ -0,0 +1 @@\n+A note.\n";
        var gold = SuiteFolder.Read(suite).ToDictionary(scenario => scenario.Instruction, scenario => scenario.GoldPatch);
        string GoldOf(System.Text.Json.Nodes.JsonNode body) =>
            gold.Single(pair => ((string)body["messages"]![1]!["content"]!).Contains(pair.Key, StringComparison.Ordinal)).Value;
        api.Script("gold", body => (200, $"```diff\n{GoldOf(body)}```\n"));
        api.Script("noisy", body => (200, $"```diff\n{GoldOf(body)}{noise}```\n"));
        api.Script("wrong", _ => (200, $"```diff\n{noise}```\n"));

        var results = await Run("gold", "noisy", "wrong");

        Assert.Equal(3 * scenarios, results.Length);
        Assert.All(
            results,
            result => Assert.Equal((result.Model != "wrong", true, null), (result.Solved, result.Builds, result.Malformed)));
        Assert.All(results.Where(result => result.Model == "gold"), result => Assert.Equal(new EditDistance(0, 0, true), result.Edits));
        Assert.All(results.Where(result => result.Model == "noisy"), result => Assert.Equal(new EditDistance(1, 1, true), result.Edits));
        Assert.All(
            results.Where(result => result.Model == "wrong"),
            result => Assert.Equal((0, result.PassToPassTotal), (result.FailToPassPassed, result.PassToPassPassed)));
    }

    private async Task<ImmutableArray<ScenarioCheck>> Checked()
    {
        var sandbox = await Sandbox.Strongest(CommandLimits.Default, default);
        return await SuiteChecker.Check(suite, sandbox, 2, _ => { }, default);
    }

    private async Task<ImmutableArray<AttemptResult>> Run(params string[] models)
    {
        var tools = new AttemptTools(
            await Sandbox.Strongest(CommandLimits.Default, default),
            new ChatApi(client),
            (_, _) => null,
            TimeProvider.System);
        ImmutableArray<ModelUnderTest> tested =
        [
            .. models.Select(model =>
                new ModelUnderTest { Name = model, BaseUrl = api.Url, Model = model, Formats = [EditFormat.UnifiedDiff] }),
        ];
        return await new SuiteRunner(suite, new RunOptions(tested, 2, null), tools).Run((_, _) => { }, default);
    }

    private static TestLanguage Named(string name) => name switch
    {
        "JavaScript" => TestLanguage.JavaScript,
        "Python" => TestLanguage.Python,
        "CSharp" => TestLanguage.CSharp,
        _ => throw new ArgumentException(name),
    };
}
