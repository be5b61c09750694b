using System.Collections.Immutable;
using RulesRouter.Suites.Checking;
using RulesRouter.Suites.Editing;
using RulesRouter.Suites.MergeReady;
using RulesRouter.Suites.Mining;
using RulesRouter.Suites.Reporting;
using RulesRouter.Suites.Running;
using RulesRouter.Suites.Sandboxing;
using RulesRouter.Suites.Scenarios;
using RulesRouter.Suites.Tests.Sandboxing;

namespace RulesRouter.Suites.Tests.Running;

/// <summary>Scripted models attempt a scenario of a real repository, judged by Node's own test runner.</summary>
public sealed class SuiteRunnerTests : IDisposable
{
    private const string Header = """
        import test from 'node:test';
        import assert from 'node:assert';
        import * as sums from '../src/sum.js';
        test('adds', () => assert.equal(sums.sum([1, 2]), 3));

        """;

    private const string Before = "export const sum = values => values.reduce((a, b) => a + b);\n";
    private const string Gold = "export const sum = values => values.reduce((a, b) => a + b, 0);\n";

    private readonly GitHistory history = new();
    private readonly ScriptedApi api = new();
    private readonly string suite = Directory.CreateTempSubdirectory("rulesrouter-suite").FullName;
    private readonly HttpClient client = new() { Timeout = TimeSpan.FromSeconds(5) };

    public SuiteRunnerTests()
    {
        history.Commit(
            "Start",
            ("package.json", """{ "type": "module", "scripts": { "test": "node --test" } }"""),
            ("src/sum.js", Before),
            ("test/sum.test.js", Header));
        history.Commit(
            "Fix the sum of an empty list",
            ("src/sum.js", Gold),
            ("test/sum.test.js", Header + "test('empty', () => assert.equal(sums.sum([]), 0));\n"));
        var options = new MiningOptions
        {
            Repository = history.Folder,
            Attributes = ImmutableSortedDictionary<string, string>.Empty.Add("sensitivity", "proprietary"),
        };
        SuiteFolder.Write(
            HistoryMiner.Mine(options).Scenarios.Select(scenario => scenario with { FailToPass = ["empty"], PassToPass = ["adds"] }),
            history.Folder,
            suite);
    }

    public void Dispose()
    {
        history.Dispose();
        api.Dispose();
        client.Dispose();
        Directory.Delete(suite, recursive: true);
    }

    [NodeFact]
    public async Task Merged_change_is_solved_with_no_edits_left()
    {
        api.Script("gold", _ => (200, $"FILE: src/sum.js\n```js\n{Gold}```\n"));

        var result = Assert.Single(await Run("gold", EditFormat.WholeFile));

        Assert.True(result.Solved);
        Assert.Equal((1, 1, 1, 1), (result.FailToPassPassed, result.FailToPassTotal, result.PassToPassPassed, result.PassToPassTotal));
        Assert.Equal(new EditDistance(0, 0, IsUpperBound: true), result.Edits);
        Assert.Equal((100, 10, 0.25m, "acme/scripted"), (result.InputTokens, result.OutputTokens, result.CostUsd, result.Endpoint));
        Assert.Equal("proprietary", api.LastHeaders["x-rulesrouter-attribute-sensitivity"]);
    }

    [NodeFact]
    public async Task Formatting_and_a_comment_cost_only_the_comment()
    {
        api.Script("noise", _ => (200, $"FILE: src/sum.js\n```js\n// Adds.\n   {Gold}```\n"));

        var result = Assert.Single(await Run("noise", EditFormat.WholeFile));

        Assert.True(result.Solved);
        Assert.Equal(new EditDistance(1, 1, IsUpperBound: true), result.Edits);
    }

    [NodeFact]
    public async Task Wrong_malformed_and_refusing_models_are_not_solved()
    {
        api.Script("wrong", _ => (200, $"FILE: src/sum.js\n```js\n{Before}// done\n```\n"));
        api.Script("malformed", _ => (200, "I would add an initial value."));
        api.Script("refusing", _ => (200, null));

        Assert.Equal((false, true, 1), Came(Assert.Single(await Run("wrong", EditFormat.WholeFile))));
        Assert.Equal((false, false, 0), Came(Assert.Single(await Run("malformed", EditFormat.WholeFile))));
        Assert.Equal((false, false, 0), Came(Assert.Single(await Run("refusing", EditFormat.SearchReplace))));

        static (bool, bool, int) Came(AttemptResult result) => (result.Solved, result.Malformed is null, result.PassToPassPassed);
    }

    [NodeFact]
    public async Task Repair_round_sees_the_failing_test_and_can_solve()
    {
        api.Script("learns", body => body["messages"]!.AsArray().Count == 2
            ? (200, "FILE: src/sum.js\n<<<<<<< SEARCH\nnot there\n=======\nx\n>>>>>>> REPLACE\n")
            : body["messages"]!.AsArray().Count == 4 ? (200, Block("// later"))
            : (200, Block(Gold.TrimEnd())));

        var result = Assert.Single(await Run("learns", EditFormat.SearchReplace, repairs: 2));

        Assert.True(result.Solved);
        Assert.Equal((3, 1, 0.75m), (result.Rounds, result.MalformedAnswers, result.CostUsd));
        var last = (string)api.Requests[^1]["messages"]!.AsArray()[^1]!["content"]!;
        Assert.Contains("The tests fail:\n\nadds\nempty\n", last, StringComparison.Ordinal);

        static string Block(string replacement) =>
            $"FILE: src/sum.js\n<<<<<<< SEARCH\n{Before.TrimEnd()}\n=======\n{replacement}\n>>>>>>> REPLACE\n";
    }

    [NodeFact]
    public async Task Api_that_fails_says_nothing_about_the_model_and_is_asked_again_in_the_next_run()
    {
        var isBroken = true;
        api.Script("flaky", _ => isBroken ? (503, null) : (200, $"FILE: src/sum.js\n```js\n{Gold}```\n"));

        var failed = Assert.Single(await Run("flaky", EditFormat.WholeFile));
        isBroken = false;
        var solved = Assert.Single(await Run("flaky", EditFormat.WholeFile));

        Assert.StartsWith("HTTP status 503", failed.InfrastructureFailure, StringComparison.Ordinal);
        Assert.Equal(0, Assert.Single(ModelSummary.Of([failed])).Attempts);
        Assert.True(solved.Solved);
    }

    [NodeFact]
    public async Task Repeated_run_takes_its_results_from_the_first()
    {
        api.Script("gold", _ => (200, $"FILE: src/sum.js\n```js\n{Gold}```\n"));
        var first = Assert.Single(await Run("gold", EditFormat.WholeFile));
        var asked = api.Requests.Count;

        var second = Assert.Single(await Run("gold", EditFormat.WholeFile));

        Assert.Equal(first, second);
        Assert.Equal(asked, api.Requests.Count);
        Assert.Equal(first, Assert.Single(new ResultFiles(suite).All()));
    }

    [NodeFact]
    public async Task No_attempt_starts_once_the_money_is_spent()
    {
        api.Script("gold", _ => (200, $"FILE: src/sum.js\n```js\n{Gold}```\n"));

        Assert.Empty(await Run("gold", EditFormat.WholeFile, maxUsd: 0));
    }

    [BubblewrapFact]
    public async Task Agent_that_solves_is_judged_by_the_tests()
    {
        var result = Assert.Single(await RunAgent("read instruction; echo \"$instruction\" > notes.md; sed -i 's/a + b)/a + b, 0)/' src/sum.js"));

        Assert.True(result.Solved);
        Assert.Equal(1, result.Edits!.Lines);
    }

    [BubblewrapFact]
    public async Task Agent_that_escapes_or_switches_tests_off_is_not_solved()
    {
        var outside = Path.Combine(suite, "..", "rulesrouter-escaped");
        var result = Assert.Single(await RunAgent(
            $$"""
            echo bad > {{outside}}
            git log -p > log.txt 2>&1; cat {{suite}}/*/solution/gold.patch > gold.txt 2>&1
            rm -rf test; mkdir test; echo "import test from 'node:test'; test('empty', () => {}); test('adds', () => {});" > test/sum.test.js
            echo '{ "type": "module", "scripts": { "test": "true" } }' > package.json
            mkdir -p .rulesrouter-results; echo "<testsuite><testcase name='empty'/></testsuite>" > .rulesrouter-results/mine.xml
            test -s gold.txt && grep -q '^+' gold.txt && sed -i 's/a + b)/a + b, 0)/' src/sum.js; true
            """));

        Assert.False(result.Solved);
        Assert.Equal((0, 1), (result.FailToPassPassed, result.PassToPassPassed));
        Assert.False(File.Exists(outside));
    }

    [BubblewrapFact]
    public async Task Agent_command_that_does_not_exist_is_a_failure_of_the_infrastructure()
    {
        var result = Assert.Single(await RunAgent("no-such-agent"));

        Assert.StartsWith("the command cannot be run:", result.InfrastructureFailure, StringComparison.Ordinal);
    }

    [NodeFact]
    public async Task Accepted_version_replaces_the_upper_bound()
    {
        api.Script("noise", _ => (200, $"FILE: src/sum.js\n```js\n// Adds.\n{Gold}```\n"));
        var folder = Directory.GetDirectories(suite)[0];
        AcceptedVersions.Add(
            folder,
            "review",
            $"--- a/src/sum.js\n+++ b/src/sum.js\n@@ -1 +1,2 @@\n-{Before}+// Adds.\n+{Gold}");

        var result = Assert.Single(await Run("noise", EditFormat.WholeFile));

        Assert.Equal(new EditDistance(0, 0, IsUpperBound: false), result.Edits);
    }

    private Task<ImmutableArray<AttemptResult>> RunAgent(string command) =>
        Run(new ModelUnderTest { Name = "agent", Command = command }, null);

    private Task<ImmutableArray<AttemptResult>> Run(string model, EditFormat format, int repairs = 0, decimal? maxUsd = null) => Run(
        new ModelUnderTest { Name = model, BaseUrl = api.Url, Model = model, Formats = [format], RepairRounds = repairs },
        maxUsd);

    private async Task<ImmutableArray<AttemptResult>> Run(ModelUnderTest model, decimal? maxUsd)
    {
        var sandbox = await Sandbox.Strongest(CommandLimits.Default, default);
        var runner = new SuiteRunner(
            suite,
            new RunOptions([model], 1, maxUsd),
            new AttemptTools(sandbox, new ChatApi(client), (_, _) => null, TimeProvider.System));
        return await runner.Run((_, _) => { }, default);
    }
}
