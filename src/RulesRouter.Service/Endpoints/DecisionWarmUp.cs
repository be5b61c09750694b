using System.Buffers;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using RulesRouter.Decisions;
using RulesRouter.Service.Options;
using RulesRouter.Wire.Records;
using RulesRouter.Wire.Requests;

namespace RulesRouter.Service.Endpoints;

/// <summary>
/// Decides invented requests before the service is ready, so that the runtime compiles what the first requests run, and everything that is
/// created on first use exists. Nothing of it is recorded, counted or learned from.
/// </summary>
internal static class DecisionWarmUp
{
    /// <summary>The runtime compiles code that ran often once no new code has run for 100 ms.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(110);

    private const int MaxPolicies = 4;
    private const int Rounds = 5;
    private const int CallsInRound = 40;

    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(900);

    /// <summary>Before a first revision it does nothing. It ends after a second at most, rarely later.</summary>
    /// <exception cref="OperationCanceledException">The service stops.</exception>
    public static void Run(Router router, ServiceOptions options, TimeProvider clock, CancellationToken stop)
    {
        if (router.Current is not { } snapshot)
        {
            return;
        }

        var start = Stopwatch.GetTimestamp();
        var bodies = snapshot.Set.Names.Take(MaxPolicies).SelectMany(Bodies).ToList();
        var state = new RouterState(options.Down);
        for (var round = 0; round < Rounds && Stopwatch.GetElapsedTime(start) < Limit; round++)
        {
            for (var call = 0; call < CallsInRound && Stopwatch.GetElapsedTime(start) < Limit; call++)
            {
                stop.ThrowIfCancellationRequested();
                bodies.ForEach(body => Decide(body, snapshot, options, state, clock.GetUtcNow()));
            }

            Task.Delay(Pause, TimeProvider.System, stop).GetAwaiter().GetResult();
        }
    }

    private static void Decide(byte[] body, Snapshot snapshot, ServiceOptions options, RouterState state, DateTimeOffset at)
    {
        var (request, _) = DecisionRequestReader.Read(new ReadOnlySequence<byte>(body));
        if (request is null || snapshot.DecisionPoint.Decide(request, at, state) is not { Decision: { } decision } answer)
        {
            // A policy may require what an invented request lacks.
            return;
        }

        using var written = Answer.Rent();
        written.Write(
            decision,
            Guid.Empty.ToString(),
            new RecordedRequest(request, answer.Classification!, state, options.AllowSampleEvidence),
            answer.Facts!,
            isSimulated: true,
            snapshot.Commit);
    }

    /// <summary>A prompt without a task, which is classified, and a request that states its task and lengths.</summary>
    private static IEnumerable<byte[]> Bodies(string policy)
    {
        var prompt = new StringBuilder("Fix the bug in this function, and explain the change.\n");
        while (prompt.Length < 2_000)
        {
            prompt.Append("    if (values[index] > limit) { total += weights[index % 7]; }\n");
        }

        yield return JsonSerializer.SerializeToUtf8Bytes(new
        {
            policy,
            messages = new[]
            {
                new { role = "system", content = "You are a coding assistant." },
                new { role = "user", content = prompt.ToString() },
            },
        });
        yield return JsonSerializer.SerializeToUtf8Bytes(new
        {
            policy,
            task = "agentic",
            estimate = new { inputTokens = 2_000, outputTokens = 300 },
        });
    }
}
