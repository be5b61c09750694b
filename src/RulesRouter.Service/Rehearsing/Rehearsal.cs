using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime;
using RulesRouter.Service.Options;

namespace RulesRouter.Service.Rehearsing;

/// <summary>
/// Answers invented requests before the service is ready, so that the runtime compiles what the first requests run, and everything that is
/// created on first use exists. A second service answers them, with the same policies: it has a record of its own, which is deleted, logs
/// nothing, and listens on a socket in a folder that only this user may open. Nothing is counted or learned from.
/// </summary>
internal static class Rehearsal
{
    private const int CallsInRound = 128;

    /// <summary>Of the repeated calls, every so many sends its body apart from its head.</summary>
    private const int ApartEvery = 8;

    /// <summary>After a round in which the runtime compiled fewer methods, what the requests run is compiled.</summary>
    private const int FewCompiled = 32;

    /// <summary>Calls count from the second round, and code is compiled twice: a round before that says nothing.</summary>
    private const int MinRounds = 4;

    /// <summary>No call starts later.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(6);

    /// <summary>Before a first revision it does nothing. What fails only makes the first requests slower.</summary>
    /// <param name="build">Builds a service with the current revision and other options, which logs nothing.</param>
    /// <returns>The number of decisions.</returns>
    /// <exception cref="OperationCanceledException">The service stops.</exception>
    public static async Task<int> Run(
        Router router,
        ServiceOptions options,
        Func<ServiceOptions, WebApplication> build,
        CancellationToken stop)
    {
        if (router.Current is not { } snapshot)
        {
            return 0;
        }

        var start = Stopwatch.GetTimestamp();
        try
        {
            var folder = Directory.CreateTempSubdirectory("rulesrouter-");
            try
            {
                var own = OptionsIn(folder.FullName, options);
                return await Run(build(own), SocketOf(own), RehearsedRequests.Of(snapshot.Set.Names), start, stop).ConfigureAwait(false);
            }
            finally
            {
                folder.Delete(recursive: true);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or SocketException or ArgumentException
            or InvalidOperationException)
        {
            // No folder for temporary files, or one whose path is too long for a socket or has a colon.
            return 0;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            // A request took longer than all of them may take.
            return 0;
        }
    }

    private static async Task<int> Run(
        WebApplication app,
        string socket,
        IReadOnlyList<RehearsedRequest> requests,
        long start,
        CancellationToken stop)
    {
        var decisions = 0;
        using var late = CancellationTokenSource.CreateLinkedTokenSource(stop);
        late.CancelAfter(2 * Limit);
        await using (app.ConfigureAwait(false))
        {
            await app.StartAsync(stop).ConfigureAwait(false);
            for (var (round, compiled) = (0, long.MaxValue); Stopwatch.GetElapsedTime(start) < Limit; round++)
            {
                if (round >= MinRounds && compiled < FewCompiled)
                {
                    break;
                }

                var before = JitInfo.GetCompiledMethodCount();
                decisions += await Call(socket, requests, round == 0 ? requests.Count : CallsInRound, start, late.Token)
                    .ConfigureAwait(false);
                await RuntimeCompiler.WaitUntilQuiet(start, Limit, stop).ConfigureAwait(false);
                compiled = JitInfo.GetCompiledMethodCount() - before;
            }
        }

        return decisions;
    }

    /// <summary>Sends requests in turn, on one connection.</summary>
    /// <returns>The number of decisions.</returns>
    private static async Task<int> Call(
        string socket,
        IReadOnlyList<RehearsedRequest> requests,
        int calls,
        long start,
        CancellationToken stop)
    {
        var decisions = 0;
        using var caller = await RehearsedCaller.Of(socket, stop).ConfigureAwait(false);
        for (var call = 0; call < calls && Stopwatch.GetElapsedTime(start) < Limit; call++)
        {
            var isApart = calls == requests.Count || call % ApartEvery == 0;
            var request = requests[call % requests.Count];
            var isAnswered = await caller.Call(request, isApart, stop).ConfigureAwait(false);
            decisions += isAnswered && request.Body.Length > 0 ? 1 : 0;
        }

        return decisions;
    }

    /// <summary>What decisions and their responses depend on, and files of its own.</summary>
    private static ServiceOptions OptionsIn(string folder, ServiceOptions options) => new()
    {
        PoliciesPath = options.PoliciesPath,
        Url = $"http://unix:{Path.Combine(folder, "socket")}",
        AllowSampleEvidence = options.AllowSampleEvidence,
        KeyAttributes = options.KeyAttributes,
        Down = options.Down,
        RecordPath = options.RecordPath is null ? null : Path.Combine(folder, "record"),
        OutcomesPath = options.OutcomesPath is null ? null : Path.Combine(folder, "outcomes.db"),
        CheckEvery = 0,
    };

    private static string SocketOf(ServiceOptions options) => options.Url["http://unix:".Length..];
}
