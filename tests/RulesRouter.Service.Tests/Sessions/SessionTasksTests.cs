using System.Text;
using RulesRouter.Access;
using RulesRouter.Catalog;
using RulesRouter.Conversations;
using RulesRouter.Decisions;
using RulesRouter.Requests;
using RulesRouter.Service.Sessions;
using RulesRouter.State.Sessions;
using RulesRouter.State.Stores;
using RulesRouter.Wire.Decisions;
using RulesRouter.Wire.Records;
using RulesRouter.Wire.Writing;

namespace RulesRouter.Service.Tests.Sessions;

/// <summary>Clients that send the last message of a conversation alone.</summary>
public sealed class SessionTasksTests(ShippedService shipped) : IClassFixture<ShippedService>
{
    private const string Refactoring =
        "Refactor this class into smaller classes without changing behaviour, and keep its public interface:\\nclass A { void B() { } }";

    [Theory]
    [InlineData("assent", """[{"role":"user","content":"ok do it"}]""")]
    [InlineData("assent in German", """[{"role":"user","content":"ja, mach weiter"}]""")]
    [InlineData("tool message", """[{"role":"tool","tool_call_id":"t","content":"NullReferenceException"}]""")]
    [InlineData("result", """[{"role":"user","content":[{"type":"tool_result","tool_use_id":"t","content":"fine"}]}]""")]
    [InlineData("result as text", """[{"role":"user","content":"Tool result: Error: the test fails with a NullReferenceException"}]""")]
    [InlineData("reminder", """[{"role":"user","content":"<system-reminder>\nThe user opened a file.\n</system-reminder>"}]""")]
    public async Task A_last_message_sent_alone_keeps_the_task_of_its_session(string session, string messages)
    {
        var first = await Decide(session, $$"""[{"role":"user","content":"{{Refactoring}}"}]""");

        var next = await Decide(session, messages);
        var other = await Decide(session + " of another", messages);

        Assert.Equal("session", next.Classification("taskSource"));
        Assert.Equal("session", next.Classification("source"));
        Assert.Equal(first.Classification("task"), next.Classification("task"));
        Assert.Equal(first.Classification("complexity"), next.Classification("complexity"));
        Assert.Equal("", next.Classification("message"));
        Assert.Contains(
            "this request only continues its session; it is classified as the last request of the session",
            next.Answer.Json.GetProperty("reasons").EnumerateArray().Select(reason => reason.GetString()));
        Assert.NotEqual(first.StateDigest, next.StateDigest);
        Assert.Equal(first.StateDigest, other.StateDigest);
        Assert.NotEqual("session", other.Classification("taskSource"));
    }

    [Fact]
    public async Task A_prompt_of_assent_keeps_the_task_of_its_session()
    {
        var first = await shipped.Running.Decide(
            $$"""{"policy":"coding-assistant","session":{"id":"prompts"},"prompt":"{{Refactoring}}"}""");

        var next = await shipped.Running.Decide("""{"policy":"coding-assistant","session":{"id":"prompts"},"prompt":"yes please"}""");

        Assert.Equal(new Seen(first).Classification("task"), new Seen(next).Classification("task"));
        Assert.Equal("session", new Seen(next).Classification("taskSource"));
    }

    [Fact]
    public async Task A_new_request_replaces_the_task_of_its_session()
    {
        await Decide("replaced", $$"""[{"role":"user","content":"{{Refactoring}}"}]""");
        var second = await Decide("replaced", """[{"role":"user","content":"Translate to French: the weather is nice today"}]""");

        var next = await Decide("replaced", """[{"role":"user","content":"go on"}]""");

        Assert.Equal(second.Classification("task"), next.Classification("task"));
        Assert.Equal("session", next.Classification("source"));
    }

    [Fact]
    public async Task A_request_among_the_messages_takes_nothing_from_its_session()
    {
        await Decide("whole", """[{"role":"user","content":"Translate to French: the weather is nice today"}]""");

        var next = await Decide(
            "whole",
            $$"""[{"role":"user","content":"{{Refactoring}}"},{"role":"assistant","content":"My plan."},{"role":"user","content":"ok"}]""");

        Assert.NotEqual("session", next.Classification("source"));
        Assert.Equal("0", next.Classification("message"));
    }

    [Fact]
    public async Task A_task_that_a_caller_states_persists_and_another_one_overrules_it()
    {
        await shipped.Running.Decide(
            """{"policy":"coding-assistant","session":{"id":"stated"},"task":"refactor","prompt":"hello there, this is the module"}""");

        var next = await shipped.Running.Decide("""{"policy":"coding-assistant","session":{"id":"stated"},"prompt":"ok"}""");
        var overruled = await shipped.Running.Decide(
            """{"policy":"coding-assistant","session":{"id":"stated"},"task":"debugging","prompt":"ok"}""");

        Assert.Equal(("refactor", "session"), (new Seen(next).Classification("task"), new Seen(next).Classification("taskSource")));
        Assert.Equal(
            ("debugging", "request"),
            (new Seen(overruled).Classification("task"), new Seen(overruled).Classification("taskSource")));
    }

    [Fact]
    public async Task A_recorded_decision_of_a_session_is_decided_the_same_again()
    {
        var record = Path.GetTempFileName();
        await using var service = await RunningService.Start(
            Repository.Policies,
            options => options with { RecordPath = record, AllowSampleEvidence = true, KeyAttributes = ["sensitivity=public"] });
        await service.Decide($$"""{"policy":"coding-assistant","session":{"id":"s"},"prompt":"{{Refactoring}}"}""");
        var answer = await service.Decide("""{"policy":"coding-assistant","session":{"id":"s"},"prompt":"ok do it"}""");
        var json = Encoding.UTF8.GetBytes((await File.ReadAllLinesAsync(record))[1]);

        var again = Again(service, json);

        Assert.Equal(answer.Text, again);
        File.Delete(record);
    }

    [Fact]
    public void A_session_that_is_not_used_for_its_lifetime_is_forgotten()
    {
        var clock = new SetClock();
        var sessions = Sessions(clock);
        sessions.Keep(Request("s", "refactor it"), Classified(TaskKind.Refactor), Caller.Anonymous);

        clock.Now += SessionTasks.Lifetime - TimeSpan.FromSeconds(1);
        var used = TaskOf(sessions, "s");
        clock.Now += SessionTasks.Lifetime - TimeSpan.FromSeconds(1);
        var usedAgain = TaskOf(sessions, "s");
        clock.Now += SessionTasks.Lifetime;

        Assert.Equal((TaskKind.Refactor, TaskKind.Refactor, null), (used, usedAgain, TaskOf(sessions, "s")));
    }

    [Fact]
    public void The_sessions_that_are_kept_are_bounded_and_the_used_ones_stay()
    {
        var clock = new SetClock();
        var sessions = Sessions(clock, capacity: 100);
        sessions.Keep(Request("used", "refactor it"), Classified(TaskKind.Refactor), Caller.Anonymous);
        sessions.Keep(Request("unused", "refactor it"), Classified(TaskKind.Refactor), Caller.Anonymous);

        for (var other = 0; other < 150; other++)
        {
            clock.Now += TimeSpan.FromMinutes(1);
            sessions.Keep(Request($"other {other}", "explain it"), Classified(TaskKind.Explain), Caller.Anonymous);
            TaskOf(sessions, "used");
        }

        Assert.Equal((TaskKind.Refactor, null), (TaskOf(sessions, "used"), TaskOf(sessions, "unused")));
    }

    [Fact]
    public void A_request_that_was_not_classified_ends_what_is_known_of_its_session()
    {
        var sessions = Sessions(new SetClock());
        sessions.Keep(Request("s", "refactor it"), Classified(TaskKind.Refactor), Caller.Anonymous);

        sessions.Keep(Request("s", "something else"), Classification.Unknown, Caller.Anonymous);

        Assert.Null(TaskOf(sessions, "s"));
    }

    private static SessionTasks Sessions(TimeProvider clock, int capacity = SessionCapacity.Default) =>
        new(new SqliteSessionStore(new StateFile(null), capacity), clock);

    private static string Again(RunningService service, byte[] line)
    {
        var found = LoggedLine.Read(line);
        var (recorded, errors) = RecordedRequestReader.Read(line.AsSpan(found.ReplayStart, found.ReplayLength));
        Assert.Empty(errors);
        var router = (Router)service.Services.GetService(typeof(Router))!;
        var decision = router.Current!.DecisionPoint
            .Decide(recorded!.Request, recorded.Classification, found.At!.Value, recorded.State).Decision!;
        var json = new CompactJson();
        DecisionWriter.Write(json, decision, found.Id);
        return Encoding.UTF8.GetString(json.Written);
    }

    private static TaskKind? TaskOf(SessionTasks sessions, string id) =>
        sessions.AddedTo(RouterState.Healthy, Request(id, "ok"), Caller.Anonymous).Session?.Task;

    private static DecisionRequest Request(string session, string text) => RequestText.Measured(new DecisionRequest
    {
        Policy = "p",
        Messages = [Message.Of(MessageRole.User, text)],
        Session = new Session(session, null, System.Collections.Immutable.ImmutableSortedDictionary<string, int>.Empty),
    });

    private static Classification Classified(TaskKind task) => new() { Task = task, Source = ClassificationSource.Classifier };

    private async Task<Seen> Decide(string session, string messages) => new(
        await shipped.Running.Decide($$"""{"policy":"coding-assistant","session":{"id":"{{session}}"},"messages":{{messages}}}"""));

    private sealed record Seen(RunningService.Answer Answer)
    {
        public string StateDigest => Answer.Json.GetProperty("stateDigest").GetString()!;

        /// <summary>Empty if it is missing.</summary>
        public string Classification(string field) =>
            Answer.Json.GetProperty("classification").TryGetProperty(field, out var value) ? value.ToString() : "";
    }

    private sealed class SetClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = RunningService.Now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
