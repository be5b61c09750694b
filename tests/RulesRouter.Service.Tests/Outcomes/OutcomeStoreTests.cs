using RulesRouter.Catalog;
using RulesRouter.Economics;
using RulesRouter.Requests;
using RulesRouter.Service.Outcomes;
using RulesRouter.Service.Recording;

namespace RulesRouter.Service.Tests.Outcomes;

/// <summary>The same tests of every store.</summary>
public abstract class OutcomeStoreTests : IDisposable
{
    private static readonly DecisionIds Ids = new(new DecisionKey(new byte[32]));

    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly string place;
    private readonly OutcomeStore store;

    private protected OutcomeStoreTests(string place)
    {
        this.place = place;
        store = new OutcomeStore(place);
        store.Remember([new KnownDecision("d", Now, TaskKind.Debugging, 0.5, ["a/m", "b/m"])]);
    }

    public void Dispose()
    {
        store.Dispose();
        CleanUp(place);
        GC.SuppressFinalize(this);
    }

    private protected virtual void CleanUp(string place)
    {
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
    public void A_source_or_reporter_with_a_high_sequence_does_not_pre_empt_another()
    {
        store.Report([Report(Verdict.Wrong, sequence: int.MaxValue)], Now, "one");
        store.Report([Report(Verdict.Right) with { At = Now.AddHours(1) }], Now.AddHours(1), "other");
        Assert.Equal(Verdict.Right, Assert.Single(store.Latest()).Verdict);

        store.Report([Report(Verdict.Wrong, sequence: 1, VerdictSource.Human)], Now, "one");
        Assert.Equal(Verdict.Wrong, Assert.Single(store.Latest()).Verdict);
    }

    [Fact]
    public void Rejects_a_verdict_that_is_later_than_the_clock_and_takes_back_one_that_is_a_little_later()
    {
        var receipt = store.Report([Report(Verdict.Right) with { At = Now.AddYears(73) }], Now);
        store.Report([Report(Verdict.Right) with { At = Now.AddMinutes(1) }], Now);

        Assert.Equal(
            "`2099-06-01T12:00:00Z` is later than the service's clock, 2026-06-01T12:00:00Z",
            Assert.Single(receipt.Rejections).Message);
        Assert.Equal(Now, Assert.Single(store.Latest()).At);
    }

    [Fact]
    public async Task A_signed_decision_is_waited_for_and_its_outcome_counts_when_it_comes()
    {
        var id = Ids.Next(Now, hasOutcomes: true);
        ReceivedOutcome[] outcome = [new(Report(Verdict.Right) with { DecisionId = id }, Now, "key-1")];
        var rules = new ReportRules(Ids, Now.AddDays(-1), MayBeIndependent: false);

        var first = await store.Report(outcome, rules, Accept);
        var again = await store.Report(outcome, rules, Accept);
        Assert.Equal((0, 1, 0), (first.Accepted, first.Waiting, first.Rejections.Count));
        Assert.Equal((0, 0, 1), (again.Accepted, again.Waiting, again.Repeated));
        Assert.Empty(store.Latest());

        store.Remember([new KnownDecision(id, Now, TaskKind.Debugging, 0.5, ["b/m"])]);
        Assert.Equal(("b/m", "key-1"), (Assert.Single(store.Latest()).Endpoint, Assert.Single(store.Latest()).Reporter));
    }

    [Fact]
    public async Task An_unknown_decision_is_too_old_forged_or_independent_by_its_id()
    {
        var old = Ids.Next(Now.AddDays(-2), hasOutcomes: true);
        var forged = Ids.Next(Now, hasOutcomes: false);
        var rules = new ReportRules(Ids, Now.AddDays(-1), MayBeIndependent: false);

        var receipt = await store.Report(
            [
                new(Report(Verdict.Right) with { DecisionId = old }, Now, null),
                new(Report(Verdict.Right) with { DecisionId = forged }, Now, null),
                new(Report(Verdict.Right) with { DecisionId = "suite", Endpoint = "a/m", Task = TaskKind.Debugging }, Now, null),
            ],
            rules,
            Accept);

        Assert.Equal(
            [
                $"decision `{old}` is older than the record, which begins at 2026-05-31",
                $"unknown decision `{forged}`; a report without a decision needs `endpoint` and `task`",
                "an outcome of an attempt that no decision led to needs the scope `administer`",
            ],
            receipt.Rejections.Select(rejection => rejection.Message));
        Assert.Equal(
            [RejectionKind.TooOld, RejectionKind.UnknownDecision, RejectionKind.Forbidden],
            receipt.Rejections.Select(rejection => rejection.Kind));
    }

    [Fact]
    public async Task Stores_nothing_that_the_record_does_not_take()
    {
        await Assert.ThrowsAsync<IOException>(async () => await store.Report(
            [new ReceivedOutcome(Report(Verdict.Right), Now, null)],
            ReportRules.Lenient,
            _ => throw new IOException("full")));

        Assert.Equal(0, store.Epoch);
    }

    [Fact]
    public void The_place_in_a_record_is_stored_with_what_was_read()
    {
        Assert.Null(store.PositionOf("one"));
        store.Apply([], [new ReceivedOutcome(Report(Verdict.Right), Now, null)], ReportRules.Lenient, ("one", new RecordPosition(3, 400)));

        using var again = new OutcomeStore(place);
        Assert.Equal(new RecordPosition(3, 400), again.PositionOf("one"));
        Assert.Null(again.PositionOf("other"));
        Assert.Equal(1, again.Epoch);
    }

    [Fact]
    public async Task Two_instances_number_the_outcomes_without_gaps_and_agree()
    {
        using var other = new OutcomeStore(place);
        var stores = new[] { store, other };
        store.Remember(
            [.. Enumerable.Range(0, 200).Select(number => new KnownDecision($"n{number}", Now, TaskKind.Debugging, 0.5, ["a/m"]))]);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(() =>
        {
            for (var number = worker; number < 200; number += 8)
            {
                stores[worker % 2].Report([Report(Verdict.Right) with { DecisionId = $"n{number}" }], Now);
            }
        })));

        Assert.Equal(Enumerable.Range(1, 200).Select(epoch => (long)epoch), store.Latest().Select(outcome => outcome.Epoch));
        Assert.Equal(store.Latest(), other.Latest());
    }

    [Fact]
    public void Gives_only_the_outcomes_after_an_epoch()
    {
        store.Report([Report(Verdict.Right), Report(Verdict.Wrong, sequence: 2)], Now);
        store.Report([Report(Verdict.Right) with { Hop = 1 }], Now);

        Assert.Equal([1L, 2, 3], store.After(0).Outcomes.Select(outcome => outcome.Epoch));
        Assert.Equal([3L], store.After(2).Outcomes.Select(outcome => outcome.Epoch));
        Assert.Empty(store.After(3).Outcomes);
    }

    [Fact]
    public void Keeps_outcomes_after_reopening()
    {
        store.Report([Report(Verdict.Right)], Now);
        using var again = new OutcomeStore(place);

        Assert.Equal(store.Latest(), again.Latest());
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
            Now.AddDays(3));

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

    private static ValueTask Accept(IReadOnlyList<ReceivedOutcome> added) => ValueTask.CompletedTask;
}
