using System.Text;
using RulesRouter.Catalog;
using RulesRouter.Economics;
using RulesRouter.Service.Options;
using RulesRouter.Service.Outcomes;
using RulesRouter.Service.Recording;

namespace RulesRouter.Service.Tests.Outcomes;

public sealed class RecordFollowerTests : IAsyncLifetime
{
    private const int Capacity = 2;
    private const int Decisions = 5;

    private static readonly DateTimeOffset At = RunningService.Now;

    private readonly SmallPolicies policies = new();
    private readonly PendingDecisions pending = new(Capacity);
    private DecisionRecorder recorder = null!;
    private OutcomeStore store = null!;
    private string line = null!;
    private string decided = null!;

    /// <summary>A record of one decision.</summary>
    public async Task InitializeAsync()
    {
        ServiceOptions Options(ServiceOptions options) => options with { RecordPath = policies.File("decisions.jsonl") };
        await using (var service = await RunningService.Start(policies.Path, Options))
        {
            decided = (await service.Decide("""{ "policy": "small", "prompt": "hello" }""")).Json.GetProperty("decisionId").GetString()!;
        }

        line = await File.ReadAllTextAsync(policies.File("decisions.jsonl"));
        recorder = new DecisionRecorder(Options(new ServiceOptions { PoliciesPath = policies.Path }), TimeProvider.System);
        store = new OutcomeStore(policies.File("outcomes.db"));
    }

    public async Task DisposeAsync()
    {
        store.Dispose();
        await recorder.DisposeAsync();
        policies.Dispose();
    }

    [Fact]
    public async Task Decisions_that_do_not_fit_the_queue_are_read_from_the_record()
    {
        var follower = new RecordFollower(store, recorder, pending);
        follower.CatchUp(ReportRules.Lenient);
        for (var number = 0; number < Decisions; number++)
        {
            pending.Add(new KnownDecision(IdOf(number), At, TaskKind.Debugging, 0.5, ["one/m"]));
            await recorder.Append(Encoding.UTF8.GetBytes(line.Replace(decided, IdOf(number), StringComparison.Ordinal)));
        }

        Assert.Equal((Capacity, Decisions - Capacity), (pending.Count, pending.Dropped));
        follower.CatchUp(ReportRules.Lenient);

        Assert.Equal(0, pending.Count);
        Assert.Equal(Decisions, Report().Accepted);
    }

    [Fact]
    public void Decisions_stay_in_the_queue_until_the_store_has_them()
    {
        pending.Add(new KnownDecision(IdOf(0), At, TaskKind.Debugging, 0.5, ["one/m"]));
        var follower = new RecordFollower(store, recorder, pending);
        store.Dispose();

        Assert.ThrowsAny<Exception>(() => follower.CatchUp(ReportRules.Lenient));

        Assert.Equal(IdOf(0), Assert.Single(pending.Peek()).Id);
    }

    private static string IdOf(int number) => $"decision-{number}";

    private OutcomeReceipt Report() => store.Report(
        [
            .. Enumerable.Range(0, Decisions).Select(number => new OutcomeReport
            {
                DecisionId = IdOf(number),
                Hop = 0,
                Sequence = 1,
                Verdict = Verdict.Right,
                Source = VerdictSource.Tests,
                At = At,
            }),
        ],
        At);
}
