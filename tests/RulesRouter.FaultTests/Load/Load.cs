using System.Diagnostics;
using System.Globalization;
using System.Net;
using RulesRouter.FaultTests.Policies;
using RulesRouter.FaultTests.Processes;

namespace RulesRouter.FaultTests.Load;

/// <summary>
/// Callers that ask for decisions and report outcomes without pause, until they are stopped. What a caller sends depends on its number and
/// that of the request alone.
/// </summary>
internal sealed class Load : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly LoadOptions options;
    private readonly KnownPolicies policies;
    private readonly Client[] clients;
    private readonly Task[] callers;

    private Load(KnownPolicies policies, LoadOptions options, ServiceProcess[] services)
    {
        this.policies = policies;
        this.options = options;
        clients = [.. services.Select(service => new Client(service))];
        callers = [.. Enumerable.Range(0, options.Callers).Select(number => Task.Run(() => Call(number)))];
    }

    public Verdict Verdict { get; } = new();

    public static Load Start(KnownPolicies policies, LoadOptions options, params ServiceProcess[] services) =>
        new(policies, options, services);

    /// <summary>Waits until so many more requests have been sent.</summary>
    public async Task More(int requests)
    {
        var goal = Verdict.Sent + requests;
        await Until.True(
            () => Task.FromResult(Verdict.Sent >= goal),
            TimeSpan.FromSeconds(90),
            () => $"only {Verdict.Sent} of {goal} requests were sent");
    }

    /// <summary>Lets every caller finish its request.</summary>
    public async Task<Verdict> Finish()
    {
        await stop.CancelAsync();
        await Task.WhenAll(callers);
        return Verdict;
    }

    public async ValueTask DisposeAsync()
    {
        await Finish();
        foreach (var client in clients)
        {
            client.Dispose();
        }

        stop.Dispose();
    }

    private async Task Call(int caller)
    {
        for (var turn = 0; !stop.IsCancellationRequested; turn++)
        {
            var instance = (caller + turn) % clients.Length;
            var request = (turn % 8) switch
            {
                3 => KnownRequest.Secret,
                7 => KnownRequest.Intern,
                _ => KnownRequest.Public,
            };
            var session = options.RequestsPerSession is { } many
                ? string.Create(CultureInfo.InvariantCulture, $"{caller % options.SharedBy}-{turn / many}")
                : null;
            if (await Decide(instance, request, session) is { IsRouted: true } decision && turn % options.ReportEvery == 0)
            {
                await Report((instance + 1) % clients.Length, decision);
            }

            if (options.Pause > TimeSpan.Zero)
            {
                await Task.Delay(options.Pause);
            }
        }
    }

    /// <summary>Null without a decision.</summary>
    private async Task<AcknowledgedDecision?> Decide(int instance, KnownRequest request, string? session)
    {
        var sentAt = Stopwatch.GetTimestamp();
        if (await Sent(instance, "/v1/decisions", request.Json(session)) is not { } reply)
        {
            return null;
        }

        if (reply.Status != HttpStatusCode.OK)
        {
            Note(reply, "/v1/decisions");
            return null;
        }

        var decision = AcknowledgedDecision.Of(reply.Text, request, instance, session, sentAt);
        if (!Verdict.Decisions.TryAdd(decision.Id, decision))
        {
            Verdict.Wrong.Enqueue($"two decisions have the id {decision.Id}");
        }

        if (request.Mistake(reply.Json, policies) is { } mistake)
        {
            Verdict.Wrong.Enqueue($"{mistake}: {reply.Text}");
        }

        return decision;
    }

    /// <summary>
    /// A report that gets no answer is sent again, to the next instance, as clients do: the same report changes nothing twice.
    /// </summary>
    private async Task Report(int instance, AcknowledgedDecision decision)
    {
        var cost = options.CostOf(decision);
        Verdict.Reported[decision.Id] = cost;
        for (var attempt = 0; attempt < 200 && !(attempt > 0 && stop.IsCancellationRequested); attempt++)
        {
            var reply = await Sent((instance + attempt) % clients.Length, "/v1/outcomes", OutcomeOf(decision.Id, cost));
            if (reply?.Status is HttpStatusCode.OK or HttpStatusCode.Accepted)
            {
                Verdict.Outcomes[decision.Id] = cost;
                return;
            }

            if (reply is not null)
            {
                Note(reply, "/v1/outcomes");
                return;
            }

            await Task.Delay(50);
        }
    }

    public static string OutcomeOf(string id, decimal cost) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{ "decisionId": "{{id}}", "verdict": "right", "source": "tests", "costUsd": {{cost}} }""");

    /// <summary>Null without an answer.</summary>
    private async Task<Reply?> Sent(int instance, string path, string json)
    {
        Verdict.Send();
        try
        {
            return await clients[instance].Post(path, json);
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            Verdict.Unanswered.Enqueue($"{path}: {exception.Message} {exception.InnerException?.Message}");
            await Task.Delay(20);
            return null;
        }
    }

    private void Note(Reply reply, string path) =>
        (reply.IsServerError ? Verdict.ServerErrors : Verdict.Rejected).Enqueue($"{path}: {(int)reply.Status} {reply.Text}");
}
