using RulesRouter.Suites.Checking;
using RulesRouter.Suites.Mining;
using RulesRouter.Suites.Sandboxing;
using RulesRouter.Suites.Scenarios;

namespace RulesRouter.Suites.Tests.Checking;

/// <summary>A real repository, checked with Node's own test runner.</summary>
public sealed class SuiteCheckerTests : IDisposable
{
    private const string Header = """
        import test from 'node:test';
        import assert from 'node:assert';
        import * as sums from '../src/sum.js';
        test('adds', () => assert.equal(sums.sum([1, 2]), 3));

        """;

    private readonly GitHistory history = new();
    private readonly string suite = Directory.CreateTempSubdirectory("rulesrouter-suite").FullName;

    public SuiteCheckerTests() => history.Commit(
        "Start",
        ("package.json", """{ "type": "module", "scripts": { "test": "node --test" } }"""),
        ("src/sum.js", "export const sum = values => values.reduce((a, b) => a + b);\n"),
        ("test/sum.test.js", Header));

    public void Dispose()
    {
        history.Dispose();
        Directory.Delete(suite, recursive: true);
    }

    [NodeFact]
    public async Task Scenario_whose_tests_judge_the_change_stays_with_their_names()
    {
        history.Commit(
            "Fix the sum of an empty list",
            ("src/sum.js", "export const sum = values => values.reduce((a, b) => a + b, 0);\n"),
            ("test/sum.test.js", Header + "test('empty', () => assert.equal(sums.sum([]), 0));\n"));

        var check = await Check();

        Assert.Null(check.Dropped);
        var scenario = Assert.Single(SuiteFolder.Read(suite));
        Assert.Equal<string>(["empty"], scenario.FailToPass);
        Assert.Equal<string>(["adds"], scenario.PassToPass);
    }

    [NodeFact]
    public async Task Scenario_that_passes_without_its_change_is_moved_aside()
    {
        history.Commit(
            "Document the sum of a list",
            ("src/sum.js", "// Adds.\nexport const sum = values => values.reduce((a, b) => a + b);\n"),
            ("test/sum.test.js", Header + "test('one', () => assert.equal(sums.sum([1]), 1));\n"));

        var check = await Check();

        Assert.Equal(DropReason.PassesWithoutChange, check.Dropped);
        Assert.Equal([SuiteChecker.DroppedFolder], Directory.GetDirectories(suite).Select(Path.GetFileName));
        Assert.Single(Directory.GetDirectories(Path.Combine(suite, SuiteChecker.DroppedFolder)));
    }

    [NodeFact]
    public async Task Scenario_that_fails_with_its_change_is_dropped_with_the_test()
    {
        history.Commit(
            "Multiply the values of a list",
            ("src/sum.js", "export const sum = values => values.reduce((a, b) => a + b);\nexport const product = () => 0;\n"),
            ("test/sum.test.js", Header + "test('product', () => assert.equal(sums.product([2, 3]), 6));\n"));

        var check = await Check();

        Assert.Equal((DropReason.GoldFails, "product"), (check.Dropped, check.Detail));
    }

    [NodeFact]
    public async Task Scenario_whose_change_does_not_build_is_dropped()
    {
        history.Commit(
            "Divide the values of a list",
            ("package.json", "{ not JSON"),
            ("src/sum.js", "export const sum = values => {\n"),
            ("test/sum.test.js", Header + "test('quotient', () => {});\n"));

        var check = await Check();

        Assert.NotNull(check.Dropped);
        Assert.Empty(check.FailToPass);
    }

    private async Task<ScenarioCheck> Check()
    {
        SuiteFolder.Write(HistoryMiner.Mine(new MiningOptions { Repository = history.Folder }).Scenarios, history.Folder, suite);
        var sandbox = await Sandbox.Strongest(CommandLimits.Default, default);
        return Assert.Single(await SuiteChecker.Check(suite, sandbox, 1, _ => { }, default));
    }
}
