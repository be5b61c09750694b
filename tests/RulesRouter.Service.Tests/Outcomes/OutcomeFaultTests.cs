using System.Net;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using RulesRouter.Economics;
using RulesRouter.Service.Options;
using RulesRouter.Service.Outcomes;
using RulesRouter.Service.Recording;

namespace RulesRouter.Service.Tests.Outcomes;

/// <summary>What happens to outcomes while the store of a running service is locked, deleted, damaged, or of another instance.</summary>
public sealed class OutcomeFaultTests : IDisposable
{
    private readonly SmallPolicies policies = new();
    private readonly string folder = Directory.CreateTempSubdirectory("outcomes-").FullName;

    public void Dispose()
    {
        policies.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private string Store => Path.Combine(folder, "o.db");

    [Fact]
    public async Task A_deleted_store_is_rebuilt_from_the_record_under_the_running_service()
    {
        await using var service = await Start();
        var (first, second) = (await Decided(service), await Decided(service));
        Assert.Equal(HttpStatusCode.OK, (await Report(service, first)).Status);
        foreach (var file in Directory.GetFiles(folder, "o.db*").Where(path => !path.EndsWith(".key", StringComparison.Ordinal)))
        {
            File.Delete(file);
        }

        var answer = await Report(service, second);

        Assert.Equal((HttpStatusCode.OK, """{"accepted":1,"repeated":0,"epoch":2}"""), (answer.Status, answer.Text));
        Assert.Equal("""{"accepted":0,"repeated":1,"epoch":2}""", (await Report(service, first)).Text);
    }

    [Fact]
    public async Task A_store_that_was_deleted_between_two_runs_is_rebuilt_at_start()
    {
        string decided;
        await using (var service = await Start())
        {
            decided = await Decided(service);
            Assert.Equal(HttpStatusCode.OK, (await Report(service, decided)).Status);
        }

        File.Delete(Store);
        await using var again = await Start();

        Assert.Equal("""{"accepted":0,"repeated":1,"epoch":1}""", (await Report(again, decided)).Text);
    }

    [Fact]
    public async Task While_the_store_is_locked_decisions_go_on_and_outcomes_wait_in_the_record()
    {
        await using var service = await Start();
        var decided = await Decided(service);
        using (var other = new SqliteConnection($"Data Source={Store};Pooling=False"))
        {
            other.Open();
            using var locked = other.BeginTransaction();

            var answer = await Report(service, decided);

            Assert.Equal((HttpStatusCode.Accepted, """{"accepted":0,"repeated":0,"waiting":1,"epoch":0}"""), (answer.Status, answer.Text));
            Assert.Equal(HttpStatusCode.OK, (await service.Decide("""{ "policy": "small", "prompt": "hello" }""")).Status);
        }

        var known = await RunningService.Until(() => Report(service, decided), answer => answer.Status == HttpStatusCode.OK);
        Assert.Equal("""{"accepted":0,"repeated":1,"epoch":1}""", known.Text);
    }

    [Fact]
    public async Task Nothing_is_learned_again_while_nothing_changes()
    {
        await using var service = await Start();
        var intake = service.Services.GetRequiredService<OutcomeIntake>();

        Assert.False(intake.Refresh());
        Assert.Same(LearnedState.Empty, intake.Learned);
        Assert.Equal(HttpStatusCode.OK, (await Report(service, await Decided(service))).Status);
        await RunningService.Until(() => Task.FromResult(intake.Refresh() || intake.Learned.Epoch > 0), learned => learned);
        var learned = intake.Learned;

        Assert.Equal(1, learned.Epoch);
        Assert.False(intake.Refresh());
        Assert.Same(learned, intake.Learned);
    }

    [Fact]
    public async Task Learning_that_is_under_way_when_the_service_stops_ends_without_an_error()
    {
        await using var service = await Start();
        var intake = service.Services.GetRequiredService<OutcomeIntake>();
        using var stopped = new CancellationTokenSource();
        var learning = Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            while (!stopped.IsCancellationRequested)
            {
                intake.Refresh();
            }
        })).ToArray();
        await Decided(service);

        intake.Dispose();
        Assert.False(intake.Refresh());
        await stopped.CancelAsync();
        await Task.WhenAll(learning);

        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        Assert.ThrowsAny<OperationCanceledException>(() => intake.Refresh(cancelled.Token));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await Report(service, await Decided(service))).Status);
    }

    [Fact]
    public async Task Rows_that_cannot_be_read_stop_neither_the_start_nor_learning()
    {
        await using (var service = await Start())
        {
            Assert.Equal(HttpStatusCode.OK, (await Report(service, await Decided(service))).Status);
        }

        using (var other = new SqliteConnection($"Data Source={Store};Pooling=False"))
        {
            other.Open();
            using var insert = other.CreateCommand();
            insert.CommandText = """
                INSERT INTO outcomes SELECT 2, 'a', hop, sequence, source, reporter, endpoint, task, difficulty, alone, 'splendid', edits, latencyMs, inputTokens, outputTokens, costUsd, at, content, difficultyGroup, turns, testsPassed, testsFailed, toolErrors FROM outcomes;
                INSERT INTO outcomes SELECT 3, 'b', hop, sequence, source, reporter, endpoint, task, difficulty, alone, verdict, edits, latencyMs, inputTokens, outputTokens, costUsd, 'yesterday', content, difficultyGroup, turns, testsPassed, testsFailed, toolErrors FROM outcomes WHERE epoch = 1;
                UPDATE decisions SET endpoints = '['
                """;
            insert.ExecuteNonQuery();
        }

        await using var again = await Start();
        var decided = await Decided(again);

        Assert.Equal("""{"accepted":1,"repeated":0,"epoch":4}""", (await Report(again, decided)).Text);
        await RunningService.Until(
            async () => (await again.Decide("""{ "policy": "small", "prompt": "hello" }""")).Json,
            _ => again.Services.GetRequiredService<Service.Outcomes.OutcomeIntake>().Learned.Epoch == 4);
        Assert.Equal(
            [
                "row 2 of the outcome store: unknown verdict `splendid`",
                "row 3 of the outcome store: `yesterday` is not a timestamp",
            ],
            again.Services.GetRequiredService<Service.Outcomes.OutcomeIntake>().Unreadable);
    }

    [Fact]
    public async Task A_damaged_segment_of_the_record_is_named_and_the_others_are_read()
    {
        var record = Path.Combine(folder, "record");
        string decided;
        await using (var service = await Start())
        {
            decided = await Decided(service);
        }

        var damaged = Path.Combine(record, "0000000000-20260101T000000Z.jsonl.gz");
        await File.WriteAllBytesAsync(damaged, new byte[100]);
        File.Delete(Store);
        await using var again = await Start();

        Assert.Equal("""{"accepted":1,"repeated":0,"epoch":1}""", (await Report(again, decided)).Text);
        Assert.StartsWith(
            $"`{damaged}` is damaged, and its remaining lines cannot be read: ",
            Assert.Single(again.Services.GetRequiredService<Service.Outcomes.OutcomeIntake>().Unreadable),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_outcome_of_another_instance_s_decision_waits_until_the_decision_is_visible()
    {
        var key = Path.Combine(folder, "key");
        await using var slow = await Start(options => options with
        {
            DecisionKeyPath = key,
            RecordPath = Path.Combine(folder, "slow"),
            PollInterval = TimeSpan.FromHours(1),
        });
        await using var other = await Start(options => options with
        {
            DecisionKeyPath = key,
            RecordPath = Path.Combine(folder, "other"),
        });
        var decided = await Decided(slow);

        Assert.Equal(HttpStatusCode.Accepted, (await Report(other, decided)).Status);
        var joined = await Report(slow, decided);

        Assert.Equal("""{"accepted":0,"repeated":1,"epoch":1}""", joined.Text);
    }

    [Fact]
    public async Task A_forged_id_is_unknown_and_one_beyond_the_retention_is_gone()
    {
        await using var service = await Start();
        var ids = new DecisionIds(DecisionKey.Of(new ServiceOptions { PoliciesPath = "", RecordPath = Path.Combine(folder, "record") }));

        var forged = ids.Next(RunningService.Now, hasOutcomes: false);
        var gone = ids.Next(RunningService.Now.AddDays(-366), hasOutcomes: true);
        var waiting = ids.Next(RunningService.Now.AddDays(-364), hasOutcomes: true);

        Assert.Equal(HttpStatusCode.NotFound, (await Report(service, forged)).Status);
        Assert.Equal(HttpStatusCode.Gone, (await Report(service, gone)).Status);
        Assert.Equal(HttpStatusCode.Accepted, (await Report(service, waiting)).Status);
    }

    [Fact]
    public async Task The_record_has_every_accepted_outcome()
    {
        await using var service = await Start();
        var decided = await Decided(service);
        await Report(service, decided);

        var lines = RecordLines.Read(new RecordLayout(Path.Combine(folder, "record")), RecordPosition.Start)
            .Select(line => System.Text.Encoding.UTF8.GetString(line.Line.Span))
            .ToList();

        Assert.Equal(2, lines.Count);
        Assert.Equal(
            $$$"""{"receivedAt":"2026-09-01T20:00:00Z","decisionId":"{{{decided}}}","outcome":{"decisionId":"{{{decided}}}","hop":0,"sequence":1,"verdict":"right","source":"tests"}}""",
            lines[1]);
    }

    private Task<RunningService> Start(Func<ServiceOptions, ServiceOptions>? change = null)
    {
        ServiceOptions Stored(ServiceOptions options) =>
            options with { RecordPath = Path.Combine(folder, "record"), OutcomesPath = Store };

        return RunningService.Start(policies.Path, options => change?.Invoke(Stored(options)) ?? Stored(options));
    }

    private static async Task<string> Decided(RunningService service) =>
        (await service.Decide("""{ "policy": "small", "prompt": "hello" }""")).Json.GetProperty("decisionId").GetString()!;

    private static Task<RunningService.Answer> Report(RunningService service, string id) => service.Post(
        "/v1/outcomes",
        JsonSerializer.Serialize(new { decisionId = id, verdict = "right", source = "tests" }));
}
