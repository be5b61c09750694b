using System.Text.Json.Nodes;
using System.Xml.Linq;
using RulesRouter.Catalog;
using RulesRouter.Suites.Editing;
using RulesRouter.Suites.MergeReady;
using RulesRouter.Suites.Reporting;
using RulesRouter.Suites.Running;
using RulesRouter.Suites.Scenarios;

namespace RulesRouter.Suites.Tests.Reporting;

public sealed class ReportTests
{
    [Fact]
    public void Summary_counts_solved_attempts_with_their_interval_and_cost()
    {
        var summary = Assert.Single(ModelSummary.Of(
        [
            Attempt("a", "m", true, 0.2m), Attempt("b", "m", false, 0.4m), Attempt("c", "m", true, 0.6m),
            Attempt("d", "m", false, 9m) with { InfrastructureFailure = "down" },
        ]));

        Assert.Equal((3, 2, 1), (summary.Attempts, summary.Solved, summary.InfrastructureFailures));
        Assert.Equal((0.4m, 0.6m), (summary.UsdPerAttempt, summary.UsdPerSolved));

        // 2 of 3 by Wilson's formula, worked by hand.
        Assert.Equal(0.2077, summary.SolvedLow, 0.0001);
        Assert.Equal(0.9385, summary.SolvedHigh, 0.0001);
        Assert.True(summary.EditsAreUpperBound);
    }

    [Fact]
    public void Unknown_price_makes_the_cost_unknown()
    {
        var summary = Assert.Single(ModelSummary.Of([Attempt("a", "m", true, 0.2m), Attempt("b", "m", true, null)]));

        Assert.Null(summary.UsdPerAttempt);
        Assert.Null(summary.UsdPerSolved);
    }

    [Fact]
    public void Failures_together_are_compared_with_independent_ones()
    {
        var pair = Assert.Single(JointFailures.Of(
        [
            Attempt("a", "m", false, 0), Attempt("b", "m", false, 0), Attempt("c", "m", true, 0), Attempt("d", "m", true, 0),
            Attempt("a", "n", false, 0), Attempt("b", "n", true, 0), Attempt("c", "n", true, 0), Attempt("d", "n", true, 0),
        ]));

        Assert.Equal(new JointFailures("m", "n", 4, 1, 0.5), pair);
    }

    [Fact]
    public void Outcomes_state_edits_only_where_a_reviewer_accepted_a_version()
    {
        var accepted = Attempt("a", "m", true, 0.2m) with { Edits = new EditDistance(7, 2, IsUpperBound: false) };

        var lines = OutcomeLines.Of([accepted, Attempt("b", "m", true, 0.2m)], [Scenario("a"), Scenario("b")]).ToList();

        Assert.Equal(
            """{"decisionId":"suite:a","hop":11845319,"sequence":86400,"verdict":"right","source":"tests","endpoint":"acme/m","task":"debugging","latencyMs":2000,"inputTokens":0,"outputTokens":0,"at":"2026-01-02T00:00:00Z","costUsd":0.2,"edits":2}""",
            lines[0]);
        Assert.DoesNotContain("edits", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Repeated_attempt_keeps_its_hop_and_gets_a_higher_sequence()
    {
        var first = Attempt("a", "m", false, 0.2m);
        var again = first with { FinishedAt = first.FinishedAt.AddMinutes(1), Seconds = 3 };

        var lines = OutcomeLines.Of([first, again, Attempt("a", "n", true, 0.1m)], [Scenario("a")])
            .Select(line => JsonNode.Parse(line)!)
            .Select(line => ((string)line["decisionId"]!, (int)line["hop"]!, (int)line["sequence"]!))
            .ToList();

        Assert.All(lines, line => Assert.Equal("suite:a", line.Item1));
        Assert.Equal(lines[0].Item2, lines[1].Item2);
        Assert.NotEqual(lines[0].Item2, lines[2].Item2);
        Assert.Equal(60, lines[1].Item3 - lines[0].Item3);
    }

    [Fact]
    public void Failures_are_counted_by_model_and_by_their_first_reason()
    {
        var failures = FailureCount.Of(
        [
            Attempt("a", "m", false, 0), Attempt("b", "m", false, 0) with { Malformed = "no block" },
            Attempt("c", "m", false, 0) with { Builds = false },
            Attempt("d", "m", true, 0) with { PassToPassTotal = 2, PassToPassPassed = 1 },
            Attempt("e", "m", true, 0), Attempt("f", "m", false, 0) with { InfrastructureFailure = "down" },
        ]);

        Assert.Equal(
            [
                new FailureCount("m", FailureKind.Malformed, 1), new FailureCount("m", FailureKind.DoesNotBuild, 1),
                new FailureCount("m", FailureKind.TargetTestsFail, 1), new FailureCount("m", FailureKind.OtherTestsBreak, 1),
            ],
            failures);
    }

    [Fact]
    public void Page_holds_charts_tables_and_encoded_names()
    {
        var page = HtmlReport.Write(
            SuiteSummary.Of([Attempt("a", "<m>", true, 0.2m), Attempt("a", "n", false, 0.1m)], [Scenario("a")], null),
            "Suite & more");

        Assert.Contains("<h1>Suite &amp; more</h1>", page, StringComparison.Ordinal);
        Assert.Contains("&lt;m&gt; (whole-file)", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<m>", page, StringComparison.Ordinal);
        Assert.Equal(2, page.Split("<svg").Length - 1);
        Assert.DoesNotContain("http://", page.Replace("http://www.w3.org/", "", StringComparison.Ordinal), StringComparison.Ordinal);
        var xml = page.Replace("<!doctype html>", "", StringComparison.Ordinal)
            .Replace("<meta charset=\"utf-8\">", "", StringComparison.Ordinal);
        Assert.NotNull(XDocument.Parse(xml).Root);
        Assert.Contains("<td>src</td><td>1/2</td>", page, StringComparison.Ordinal);
    }

    private static AttemptResult Attempt(string scenario, string model, bool isSolved, decimal? cost) => new()
    {
        Scenario = scenario,
        Model = model,
        Format = EditFormat.WholeFile,
        Endpoint = $"acme/{model}",
        Builds = true,
        FailToPassTotal = 1,
        FailToPassPassed = isSolved ? 1 : 0,
        CostUsd = cost,
        FinishedAt = new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero),
        Seconds = 2,
        Edits = new EditDistance(3, 1, IsUpperBound: true),
    };

    private static Scenario Scenario(string id) => new()
    {
        Id = id,
        BaseCommit = "b",
        MergedCommit = "m",
        MergedAt = DateTimeOffset.UnixEpoch,
        Instruction = "Fix it",
        InstructionSource = InstructionSource.CommitMessage,
        Task = TaskKind.Debugging,
        TestSystem = TestSystem.Node,
        TestCommand = "true",
        TestFiles = ["test/a.js"],
        GoldFiles = ["src/a.js", "src/b.js"],
        GoldLines = 3,
        TestPatch = "",
        GoldPatch = "",
    };
}
