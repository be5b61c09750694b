using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using RulesRouter.Catalog;
using RulesRouter.Suites.Editing;
using RulesRouter.Suites.Running;
using RulesRouter.Suites.Scenarios;

namespace RulesRouter.Cli.Tests;

/// <summary>From the results of a suite to another decision: by a proposed policy, and by imported outcomes.</summary>
public sealed class SuiteProposalTests : IDisposable
{
    private const int Scenarios = 12;

    private const string Catalog = """
        apiVersion: rulesrouter/v1
        kind: Catalog
        metadata: { name: c }
        spec:
          providers: { a: {}, b: {} }
          models:
            praised: { quality: [{ benchmark: Own, task: debugging, score: 0.8, source: here }] }
            humble: { quality: [{ benchmark: Own, task: debugging, score: 0.6, source: here }] }
          endpoints:
            a/praised: { model: praised, contextTokens: 10000, maxOutputTokens: 10000, prices: { periods: [{ input: 2, output: 2 }] } }
            b/humble: { model: humble, contextTokens: 10000, maxOutputTokens: 10000, prices: { periods: [{ input: 2, output: 2 }] } }
        """;

    private const string Policy = """
        apiVersion: rulesrouter/v1
        kind: RoutingPolicy
        metadata: { name: p, owners: [x] }
        spec:
          attributes:
            sensitivity: { type: enum, values: [public, proprietary], default: proprietary, description: Who may see it. }
          economics: { unsolvedUsd: 2, falseAccept: 0, falseReject: 0 }
          rules:
            - id: long
              priority: 5
              when: has(outputTokens) and outputTokens > 9000
              select: { objective: price }
            # The rest.
            - id: default
              select: { objective: expected-cost, fallback: { max: 0 } }
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("rulesrouter-").FullName;

    public SuiteProposalTests()
    {
        Directory.CreateDirectory(Path.Combine(folder, "policies"));
        File.WriteAllText(Path.Combine(folder, "policies", "catalog.yaml"), Catalog);
        File.WriteAllText(Path.Combine(folder, "policies", "policy.yaml"), Policy);
        var results = new ResultFiles(Path.Combine(folder, "suite"));
        for (var number = 0; number < Scenarios; number++)
        {
            var scenario = WriteScenario(number);
            results.Keep($"a{number}", Attempt(scenario, "praised", "a/praised", isSolved: number == 0));
            results.Keep($"b{number}", Attempt(scenario, "humble", "b/humble", isSolved: number < 10));
        }
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Imported_outcomes_change_the_decision_as_the_diff_of_the_proposal_predicts()
    {
        Assert.Equal("a/praised", Chosen());

        var report = Report("--write-policy", In("proposed"), "--requests", In("requests.jsonl"), "--outcomes", In("outcomes.jsonl"));
        var diff = Terminal.Run("diff", In("policies"), In("proposed"), "--requests", In("requests.jsonl"), "--format", "json");
        var import = Terminal.Run("outcomes", "import", In("outcomes.jsonl"), "--outcomes", In("store.db"));
        var repeated = Terminal.Run("outcomes", "import", In("outcomes.jsonl"), "--outcomes", In("store.db"));

        Assert.Equal((0, ""), (report.ExitCode, report.Error));
        Assert.Contains("  today  a/praised: $", report.Output, StringComparison.Ordinal);
        Assert.Contains("  best   b/humble: $", report.Output, StringComparison.Ordinal);
        Assert.Equal("24 outcomes stored, 0 already stored; the store is at epoch 24\n", import.Output.ReplaceLineEndings("\n"));
        Assert.Equal("0 outcomes stored, 24 already stored; the store is at epoch 24\n", repeated.Output.ReplaceLineEndings("\n"));

        using var effect = JsonDocument.Parse(diff.Output);
        Assert.Equal(0, diff.ExitCode);
        var move = effect.RootElement.GetProperty("effect").GetProperty("moves")[0];
        Assert.Equal(
            ("a/praised", "b/humble", Scenarios),
            (move.GetProperty("from").GetString(), move.GetProperty("to").GetString(), move.GetProperty("requests").GetInt32()));
        Assert.Equal("b/humble", Chosen("--outcomes", In("store.db")));
        Assert.Equal("b/humble", Chosen("--policies", In("proposed")));
    }

    [Fact]
    public void Outcomes_of_a_repeated_run_replace_the_earlier_ones()
    {
        Report("--outcomes", In("first.jsonl"));
        var results = new ResultFiles(In("suite"));
        foreach (var (key, result) in results.Stored().ToList())
        {
            results.Keep(key, result with { FinishedAt = result.FinishedAt.AddHours(1), Seconds = 9, FailToPassPassed = 0 });
        }

        Report("--outcomes", In("second.jsonl"));
        Terminal.Run("outcomes", "import", In("first.jsonl"), "--outcomes", In("store.db"));
        var again = Terminal.Run("outcomes", "import", In("second.jsonl"), "--outcomes", In("store.db"));

        Assert.Equal((0, ""), (again.ExitCode, again.Error));
        var shown = Terminal.Run("outcomes", "show", "--outcomes", In("store.db"), "--policies", In("policies")).Output;
        var success = Regex.Match(shown, @"b/humble: success (0\.\d+)").Groups[1].Value;
        Assert.InRange(double.Parse(success, CultureInfo.InvariantCulture), 0, 0.4);
    }

    [Fact]
    public void Proposal_is_a_rule_before_the_one_that_selects_and_a_diff_that_git_applies()
    {
        var report = Report("--write-policy", In("proposed"), "--key-attribute", "sensitivity=public").Output.ReplaceLineEndings("\n");

        Assert.Contains(
            """
            --- a/policy.yaml
            +++ b/policy.yaml
            @@ -10,6 +10,15 @@
                   priority: 5
                   when: has(outputTokens) and outputTokens > 9000
                   select: { objective: price }
            +    - id: suite-debugging
            +      priority: 4
            +      when: 'task == "debugging" and sensitivity == "public"'
            +      select:
            +        objective: ordered
            +        prefer: ["b/humble", "a/praised"]
            +        fallback: { max: 0 }
            +      reason: an evaluation suite of 12 scenarios expects
            """.ReplaceLineEndings("\n"),
            report,
            StringComparison.Ordinal);
        Assert.Equal(0, Terminal.Run("validate", In("proposed")).ExitCode);
        Assert.Equal(Policy.ReplaceLineEndings("\n"), File.ReadAllText(In("policies/policy.yaml")).ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Selection_of_a_rule_for_nothing_else_is_replaced()
    {
        File.WriteAllText(
            In("policies/policy.yaml"),
            Policy.Replace(
                "    # The rest.\n",
                """
                    - id: bugs
                      when: task == "debugging"
                      select:
                        objective: ordered
                        prefer: ["a/praised"]
                        fallback: { max: 0 }
                      reason: a guess

                """,
                StringComparison.Ordinal));

        var report = Report("--write-policy", In("proposed")).Output.ReplaceLineEndings("\n");

        Assert.Contains("-        prefer: [\"a/praised\"]\n", report, StringComparison.Ordinal);
        Assert.Contains("+        prefer: [\"b/humble\", \"a/praised\"]\n", report, StringComparison.Ordinal);
        Assert.Contains("-      reason: a guess\n+      reason: an evaluation suite", report, StringComparison.Ordinal);
        Assert.Equal(0, Terminal.Run("validate", In("proposed")).ExitCode);
    }

    [Theory]
    [InlineData("error: unknown policy `q`; did you mean `p`?\n", "--policy", "q")]
    [InlineData("error: `--write-policy` needs `--policy NAME`, the policy that is compared\n", "--write-policy", "x")]
    [InlineData("error: `--policies` needs `--policy NAME`, the policy that is compared\n")]
    [InlineData("error: `--policies` needs `--policy NAME`, the policy that is compared\n", "--key-attribute", "team=a")]
    public void Options_that_do_not_fit_are_explained(string message, params string[] options)
    {
        var result = Terminal.Run(["suite", "report", In("suite"), "--policies", In("policies"), .. options]);

        Assert.Equal((2, message), (result.ExitCode, result.Error.ReplaceLineEndings("\n")));
    }

    [Fact]
    public void Report_as_json_has_the_chains_and_their_saving()
    {
        using var report = JsonDocument.Parse(Report("--format", "json").Output);

        var compared = report.RootElement.GetProperty("chains").GetProperty("comparisons")[0];
        Assert.Equal("b/humble", compared.GetProperty("best").GetProperty("chain")[0].GetString());
        var saving = compared.GetProperty("saving");
        Assert.Equal(
            compared.GetProperty("today").GetProperty("cost").GetProperty("usd").GetDouble()
                - compared.GetProperty("best").GetProperty("cost").GetProperty("usd").GetDouble(),
            saving.GetProperty("usd").GetDouble(),
            1e-9);
        Assert.InRange(
            saving.GetProperty("usd").GetDouble(),
            saving.GetProperty("low").GetDouble(),
            saving.GetProperty("high").GetDouble());
    }

    private Terminal Report(params string[] options) =>
        Terminal.Run(["suite", "report", In("suite"), "--policies", In("policies"), "--policy", "p", .. options]);

    private string Chosen(params string[] options)
    {
        File.WriteAllText(
            In("request.json"),
            """{ "policy": "p", "task": "debugging", "estimate": { "inputTokens": 900, "outputTokens": 100 } }""");
        string[] policies = options.Contains("--policies") ? [] : ["--policies", In("policies")];
        using var decision = JsonDocument.Parse(
            Terminal.Run(["decide", "--request", In("request.json"), "--format", "json", .. policies, .. options]).Output);
        return decision.RootElement.GetProperty("chosen").GetProperty("endpoint").GetString()!;
    }

    private string In(string path) => Path.Combine(folder, path);

    private string WriteScenario(int number)
    {
        var id = $"{number:x8}-repair-part-{number}";
        foreach (var part in (string[])["tests", "solution"])
        {
            Directory.CreateDirectory(Path.Combine(folder, "suite", id, part));
        }

        File.WriteAllText(In($"suite/{id}/tests/test.patch"), "");
        File.WriteAllText(In($"suite/{id}/solution/gold.patch"), "");
        File.WriteAllText(In($"suite/{id}/instruction.md"), $"Repair part {number}\n");
        File.WriteAllText(In($"suite/{id}/{ScenarioJson.FileName}"), ScenarioJson.Write(new Scenario
        {
            Id = id,
            BaseCommit = "0123456789",
            MergedCommit = "9876543210",
            MergedAt = DateTimeOffset.UnixEpoch,
            Instruction = $"Repair part {number}",
            InstructionSource = InstructionSource.CommitMessage,
            Task = TaskKind.Debugging,
            TestSystem = TestSystem.Node,
            TestCommand = "node --test",
            TestFiles = ["test/a.js"],
            GoldFiles = ["src/a.js"],
            GoldLines = 2,
            TestPatch = "",
            GoldPatch = "",
            FailToPass = ["a"],
        }));
        return id;
    }

    private static AttemptResult Attempt(string scenario, string model, string endpoint, bool isSolved) => new()
    {
        Scenario = scenario,
        Model = model,
        Format = EditFormat.WholeFile,
        Endpoint = endpoint,
        Builds = true,
        FailToPassTotal = 1,
        FailToPassPassed = isSolved ? 1 : 0,
        Rounds = 1,
        InputTokens = 900,
        OutputTokens = 100,
        CostUsd = 0.002m,
        Seconds = 2,
        FinishedAt = Terminal.Now.AddDays(-1),
    };
}
