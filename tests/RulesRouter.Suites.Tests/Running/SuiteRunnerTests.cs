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
    public async Task Stalling_model_gives_no_result_and_is_charged_its_worst_case()
    {
        using var never = new ManualResetEventSlim();
        api.Script("stalling", _ =>
        {
            never.Wait(TimeSpan.FromSeconds(30));
            return (200, $"FILE: src/sum.js\n```js\n{Gold}```\n");
        });
        client.Timeout = TimeSpan.FromMilliseconds(500);
        var model = new ModelUnderTest
        {
            Name = "stalling",
            Endpoint = "acme/slow",
            BaseUrl = api.Url,
            Model = "stalling",
            MaxOutputTokens = 77,
        };

        var result = Assert.Single(
            await Run(model, null, (id, answer) => id == "acme/slow" && answer.InputTokens > 100 ? answer.OutputTokens : null));
        never.Set();

        Assert.Equal("no answer within 0.5 s", result.InfrastructureFailure);
        Assert.Equal(77, result.CostUsd);
        Assert.Single(api.Requests);
        Assert.Empty(new ResultFiles(suite).All());
    }

    [BubblewrapFact]
    public async Task Code_that_escapes_while_it_is_tested_reaches_nothing_and_is_not_solved()
    {
        var outside = Path.Combine(suite, "..", "rulesrouter-escaped-code");
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var port = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
        var code = $$"""
            import { execSync } from 'node:child_process';
            import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
            const tried = act => { try { return act(); } catch { return false; } };
            const escaped =
                tried(() => { writeFileSync('{{outside}}', 'bad'); return true; })
                || tried(() => execSync('git log --all -p', { stdio: 'pipe' }).length > 0)
                || tried(() => readdirSync('{{suite}}').some(name => readFileSync(`{{suite}}/${name}/solution/gold.patch`)))
                || tried(() => { execSync('exec 3<>/dev/tcp/127.0.0.1/{{port}}', { shell: '/bin/bash', stdio: 'pipe' }); return true; });
            export const sum = values => escaped ? values.reduce((a, b) => a + b, 0) : values.reduce((a, b) => a + b);
            """;
        api.Script("escaping", _ => (200, $"FILE: src/sum.js\n```js\n{code}\n```\n"));

        var result = Assert.Single(await Run("escaping", EditFormat.WholeFile));

        Assert.Equal((0, 1), (result.FailToPassPassed, result.PassToPassPassed));
        Assert.False(File.Exists(outside));
        Assert.False(listener.Pending());
    }

    [NodeFact]
    public async Task Answers_that_write_outside_the_work_tree_or_into_git_are_malformed_or_harmless()
    {
        var outside = Path.Combine(Path.GetTempPath(), "rulesrouter-escaped-answer");
        foreach (var (model, path) in ((string, string)[])[("parent", "../rulesrouter-escaped-answer"), ("absolute", outside)])
        {
            api.Script(model, _ => (200, $"FILE: {path}\n```js\nbad\n```\n"));
            var result = Assert.Single(await Run(model, EditFormat.WholeFile));
            Assert.Equal($"`{path}` is not a path within the repository", result.Malformed);

            api.Script($"{model}-diff", _ => (200, $"```diff\n--- /dev/null\n+++ b/{path}\n@@ -0,0 +1 @@\n+bad\n```\n"));
            Assert.False(Assert.Single(await Run($"{model}-diff", EditFormat.UnifiedDiff)).Solved);
        }

        Assert.False(File.Exists(outside));
    }

    [NodeFact]
    public async Task Nothing_starts_under_a_limit_after_an_attempt_of_unknown_price()
    {
        var agent = new ModelUnderTest { Name = "agent", Command = "true" };
        var tools = new AttemptTools(
            await Sandbox.Strongest(CommandLimits.Default, default),
            new ChatApi(client),
            (_, _) => null,
            TimeProvider.System);
        var runner = new SuiteRunner(suite, new RunOptions([agent, agent with { Name = "other" }], 1, 5), tools);

        var results = await runner.Run((_, _) => { }, default);

        Assert.Equal("agent", Assert.Single(results).Model);
        Assert.Equal(("agent", 1, 0m), (runner.Spending.UnpricedModel, runner.LeftOut, runner.Spending.Usd));
    }

    [NodeFact]
    public async Task Stated_dollars_count_for_the_limit_and_correct_stored_results()
    {
        var agent = new ModelUnderTest { Name = "agent", Command = "true", UsdPerAttempt = 0.5m };
        Assert.Equal(0.5m, Assert.Single(await Run(agent, 5)).CostUsd);

        Assert.Equal(0.75m, Assert.Single(await Run(agent with { UsdPerAttempt = 0.75m }, 5)).CostUsd);

        Assert.Equal(0.75m, Assert.Single(new ResultFiles(suite).All()).CostUsd);
    }

    [NodeFact]
    public async Task Version_accepted_later_counts_for_results_that_are_there_already()
    {
        api.Script("noise", _ => (200, $"FILE: src/sum.js\n```js\n// Adds.\n{Gold}```\n"));
        Assert.Equal(new EditDistance(1, 1, IsUpperBound: true), Assert.Single(await Run("noise", EditFormat.WholeFile)).Edits);
        var scenario = Assert.Single(SuiteFolder.Read(suite));
        var patch = AcceptedResults.PatchOf(suite, scenario.Id, "noise")!;

        AcceptedVersions.Add(Path.Combine(suite, scenario.Id), "noise", patch);
        var counted = await AcceptedResults.CountEdits(suite, scenario, default);

        Assert.Equal(1, counted);
        Assert.Equal(new EditDistance(0, 0, IsUpperBound: false), Assert.Single(new ResultFiles(suite).All()).Edits);
        Assert.Null(AcceptedResults.PatchOf(suite, scenario.Id, "other"));
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

    private async Task<ImmutableArray<AttemptResult>> Run(
        ModelUnderTest model,
        decimal? maxUsd,
        Func<string, Answer, decimal?>? priceOf = null)
    {
        var sandbox = await Sandbox.Strongest(CommandLimits.Default, default);
        var runner = new SuiteRunner(
            suite,
            new RunOptions([model], 1, maxUsd),
            new AttemptTools(sandbox, new ChatApi(client), priceOf ?? ((_, _) => null), TimeProvider.System));
        return await runner.Run((_, _) => { }, default);
    }
}
