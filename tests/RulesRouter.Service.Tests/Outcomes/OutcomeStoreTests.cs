using RulesRouter.Catalog;
using RulesRouter.Economics;
using RulesRouter.Requests;
using RulesRouter.Service.Outcomes;

namespace RulesRouter.Service.Tests.Outcomes;

public sealed class OutcomeStoreTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly string folder = Directory.CreateTempSubdirectory("outcomes").FullName;
    private readonly OutcomeStore store;

    public OutcomeStoreTests()
    {
        store = new OutcomeStore(Path.Combine(folder, "o.db"));
        store.Remember([new KnownDecision("d", Now, TaskKind.Debugging, 0.5, ["a/m", "b/m"])]);
    }

    public void Dispose()
    {
        store.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Counts_the_same_report_as_repeated()
    {
        Assert.Equal((1, 0, 1L), Counts(store.Report([Report(Verdict.Right)], Now)));
        Assert.Equal((0, 1, 1L), Counts(store.Report([Report(Verdict.Right)], Now.AddHours(1))));
    }

    [Fact]
    public void The_verdict_with_the_highest_sequence_counts_in_any_order_of_arrival()
    {
        store.Report([Report(Verdict.Wrong, sequence: 2, VerdictSource.Reverted)], Now);
        store.Report([Report(Verdict.Right, sequence: 1, VerdictSource.Merged)], Now);

        Assert.Equal(Verdict.Wrong, Assert.Single(store.Latest()).Verdict);
    }

    [Fact]
    public void Rejects_all_reports_if_one_repeats_a_sequence_with_different_content()
    {
        store.Report([Report(Verdict.Right)], Now);
        var receipt = store.Report([Report(Verdict.Right, sequence: 2), Report(Verdict.Wrong)], Now);

        Assert.Equal(
            "sequence 1 of hop 0 of `d` was reported before with different content; give a later verdict a higher sequence",
            Assert.Single(receipt.Rejections).Message);
        Assert.Equal(1, store.Epoch);
    }

    [Fact]
    public void Rejects_an_unknown_decision_an_unknown_hop_and_a_different_endpoint()
    {
        var receipt = store.Report(
            [Report(Verdict.Right) with { DecisionId = "x" }, Report(Verdict.Right) with { Hop = 2 },
                Report(Verdict.Right) with { Endpoint = "b/m", Task = TaskKind.Debugging }],
            Now);

        Assert.Equal(
            [
                "unknown decision `x`; a report without a decision needs `endpoint` and `task`",
                "decision `d` has 2 hops; hop must be 0 to 1, found 2",
                "hop 0 of decision `d` is `a/m`, not `b/m`",
            ],
            receipt.Rejections.Select(rejection => rejection.Message));
    }

    [Fact]
    public void Keeps_outcomes_after_reopening()
    {
        store.Report([Report(Verdict.Right)], Now);
        using var again = new OutcomeStore(Path.Combine(folder, "o.db"));

        Assert.Equal(store.Latest(), again.Latest());
    }

    [Fact]
    public void Reports_a_file_that_is_not_a_store()
    {
        var path = Path.Combine(folder, "text");
        File.WriteAllText(path, new string('x', 4096));

        Assert.Equal(
            $"`{path}` cannot be opened as an outcome store: SQLite Error 26: 'file is not a database'",
            Assert.Throws<IOException>(() => new OutcomeStore(path)).Message);
    }

    [Fact]
    public void Old_outcomes_count_less_and_later_hops_do_not_count_for_success()
    {
        store.Report(
            [
                Report(Verdict.Right) with { At = Now },
                Report(Verdict.Wrong) with { Hop = 1, At = Now },
                new OutcomeReport
                {
                    DecisionId = "suite",
                    Hop = 0,
                    Sequence = 1,
                    Verdict = Verdict.Wrong,
                    Source = VerdictSource.Tests,
                    Endpoint = "a/m",
                    Task = TaskKind.Debugging,
                    Difficulty = 0.5,
                    At = Now - Learning.HalfLife,
                },
            ],
            Now);
        var learned = Learning.From(store.Latest(), ModelCatalog.Empty, AliasTable.None);
        var tallies = learned.Tallies.ToDictionary(pair => pair.Key.Endpoint, pair => pair.Value);

        Assert.Equal(new Tally(1.5, 1, 1.5, 1.5, 0, 0), tallies["a/m"]);
        Assert.Equal(new Tally(0, 0, 1, 1, 0, 0), tallies["b/m"]);
        Assert.Equal(3, learned.Epoch);
        Assert.Equal(learned.Digest, Learning.From(store.Latest(), ModelCatalog.Empty, AliasTable.None).Digest);
    }

    [Fact]
    public void Excludes_outcomes_of_an_alias_decided_before_its_current_target()
    {
        ModelCatalog catalog = new(
            [],
            [new Model("m-2", "m-2", null, null, []), Alias],
            [Endpoint("a/m", Alias), Endpoint("b/m", new Model("other", "other", null, null, []))]);
        store.Remember([new KnownDecision("later", Now.AddDays(2), TaskKind.Debugging, 0.5, ["a/m"])]);
        store.Report(
            [Report(Verdict.Right) with { At = Now.AddDays(3) }, Report(Verdict.Wrong) with { Hop = 1 },
                Report(Verdict.Right) with { DecisionId = "later", At = Now.AddDays(3) }],
            Now);

        var learned = Learning.From(store.Latest(), catalog, catalog.AliasesOn(new DateOnly(2026, 6, 4)));

        Assert.Equal((1, 0), (learned.LeftOut("a/m"), learned.LeftOut("b/m")));
        Assert.Equal(["a/m: 1", "b/m: 0"], learned.Tallies.Select(pair => $"{pair.Key.Endpoint}: {pair.Value.Trials:0}").Order());
        Assert.Equal(3, learned.Epoch);
    }

    [Fact]
    public void Estimates_the_shared_difficulty_of_a_generated_suite()
    {
        var random = new Random(3);
        var reports = new List<OutcomeReport>();
        for (var task = 0; task < 400; task++)
        {
            var hard = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            for (var model = 0; model < 4; model++)
            {
                var right = random.NextDouble() < 1 / (1 + Math.Exp(2.5 * hard));
                reports.Add(
                    new OutcomeReport
                    {
                        DecisionId = $"t{task}",
                        Hop = model,
                        Sequence = 1,
                        Verdict = right ? Verdict.Right : Verdict.Wrong,
                        Source = VerdictSource.Tests,
                        Endpoint = $"p/m{model}",
                        Task = TaskKind.Debugging,
                    });
            }
        }

        store.Report(reports, Now);

        Assert.InRange(Learning.From(store.Latest(), ModelCatalog.Empty, AliasTable.None).Spread, 2, 3);
    }

    /// <summary>Of another model from the day after the decision `d`.</summary>
    private static Model Alias { get; } = new("m", "m", null, null, []) { AliasOf = [new AliasTarget("m-2", new DateOnly(2026, 6, 2))] };

    private static Endpoint Endpoint(string id, Model model) => new()
    {
        Id = EndpointId.Parse(id),
        Provider = new Provider(id[..1], id[..1], [], id[..1], ComplianceFacts.Unknown),
        Model = model,
        FailureDomain = id[..1],
    };

    private static OutcomeReport Report(Verdict verdict, int sequence = 1, VerdictSource source = VerdictSource.Tests) =>
        new() { DecisionId = "d", Hop = 0, Sequence = sequence, Verdict = verdict, Source = source };

    private static (int, int, long) Counts(OutcomeReceipt receipt) => (receipt.Accepted, receipt.Repeated, receipt.Epoch);
}
