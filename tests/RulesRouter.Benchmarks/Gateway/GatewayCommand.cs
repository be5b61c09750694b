using System.Globalization;
using RulesRouter.Benchmarks.Http;

namespace RulesRouter.Benchmarks.Gateway;

/// <summary>
/// <c>gateway [--quick]</c>: what the gateway costs, beside its upstream called directly, a bare YARP proxy and Portkey's gateway, in
/// alternating rounds of one run.
/// </summary>
internal static class GatewayCommand
{
    private const double MaxAddedMs = 0.3;
    private const double MinOfProxy = 0.7;
    private const double MinOfPortkey = 8;
    private const int Streams = 1_000;
    private const double MaxUntilCancelledMs = 100;
    private const int Departures = 50;

    private static readonly string[] Heads =
    [
        "contestant",
        "added p50, c=1",
        "requests/s, c=16",
        "requests/s, c=64",
        "its processor µs per request, c=64",
        "streamed tokens/s, c=16",
        "KB per open stream",
        "ms until a client's leaving cancels the upstream",
    ];

    public static int Run(string[] args)
    {
        var quick = args.Contains("--quick");
        var (rounds, window) = quick ? (5, TimeSpan.FromSeconds(0.5)) : (15, TimeSpan.FromSeconds(1));
        var warmUp = TimeSpan.FromSeconds(quick ? 15 : 30);
        var folder = Directory.CreateTempSubdirectory("rulesrouter-bench-");
        var contestants = new List<Contestant>();
        try
        {
            Start(contestants, folder.FullName);
            Console.Error.WriteLine("warming up …");
            contestants.ForEach(one => WarmUp(one, warmUp));
            Console.Error.WriteLine("measuring …");
            var alone = Rounds(contestants, 1, isStream: false, rounds, window);
            var at16 = Rounds(contestants, 16, isStream: false, rounds, window);
            var at64 = Rounds(contestants, 64, isStream: false, rounds, window);
            var streams = Rounds(contestants, 16, isStream: true, rounds, window);
            var cancelled = contestants.ConvertAll(one => one.StreamFault is null
                ? OpenStreams.MillisecondsUntilCancelled(one, contestants[0].Server.Port, Departures).GetAwaiter().GetResult()
                : (Spread?)null);
            var memory = contestants.ConvertAll(one => one.StreamFault is null
                ? OpenStreams.BytesOfEach(one, Streams).GetAwaiter().GetResult() / 1024
                : double.NaN);
            WriteFigures(contestants, alone, at16, at64, streams, memory, cancelled);
            WriteGoals(contestants, alone, [("c=16", at16), ("c=64", at64)], cancelled);
            return 0;
        }
        finally
        {
            contestants.ForEach(one => one.Dispose());
            folder.Delete(recursive: true);
        }
    }

    private static void Start(List<Contestant> contestants, string folder)
    {
        const string Path = "/v1/chat/completions";
        var upstream = new Contestant("upstream itself", ServerProcess.Start("host-upstream"), Path);
        contestants.Add(upstream);
        var address = $"http://127.0.0.1:{upstream.Server.Port}";
        contestants.Add(new("YARP 2.3.0", ServerProcess.Start("host-proxy", address), Path));
        contestants.Add(new("rulesrouter", ServerProcess.Start("host-gateway", address, folder), "/openai" + Path));
        if (PortkeyServer.Install() is { } reason)
        {
            Console.Error.WriteLine($"@portkey-ai/gateway is not measured: {reason}");
            return;
        }

        contestants.Add(new(
            "@portkey-ai/gateway 1.15.2",
            PortkeyServer.Start(),
            Path,
            $"x-portkey-provider: openai\r\nx-portkey-custom-host: {address}/v1\r\nAuthorization: Bearer x\r\n"));
    }

    /// <summary>Until the runtime has compiled what runs often from its profile: with less, it is the profiling that is measured.</summary>
    private static void WarmUp(Contestant contestant, TimeSpan time)
    {
        using (var whole = contestant.Load(64, isStream: false))
        {
            whole.Run(time).GetAwaiter().GetResult();
        }

        try
        {
            using var streams = contestant.Load(16, isStream: true);
            streams.Run(time / 3).GetAwaiter().GetResult();
        }
        catch (IOException exception)
        {
            contestant.StreamFault = exception.Message.Split('\n')[0].Trim();
        }
    }

    /// <summary>By contestant.</summary>
    private static List<List<Round>> Rounds(List<Contestant> contestants, int connections, bool isStream, int rounds, TimeSpan window)
    {
        var loads = contestants.ConvertAll(one => one.Load(connections, isStream));
        var found = contestants.ConvertAll(_ => new List<Round>());
        for (var round = 0; round < rounds; round++)
        {
            for (var index = 0; index < loads.Count; index++)
            {
                if (!isStream || contestants[index].StreamFault is null)
                {
                    found[index].Add(Round.Of(contestants[index], loads[index], window));
                }
            }
        }

        loads.ForEach(load => load.Dispose());
        return found;
    }

    private static void WriteFigures(
        List<Contestant> contestants,
        List<List<Round>> alone,
        List<List<Round>> at16,
        List<List<Round>> at64,
        List<List<Round>> streams,
        List<double> memory,
        List<Spread?> cancelled)
    {
        Console.WriteLine($"| {string.Join(" | ", Heads)} |");
        Console.WriteLine($"|{string.Concat(Heads.Select(_ => "---|"))}");
        for (var index = 0; index < contestants.Count; index++)
        {
            string[] cells =
            [
                contestants[index].Name,
                index == 0
                    ? $"{Spread.Of(alone[0].Select(round => round.P50)).Text("0.000")} ms in all"
                    : $"{Added(alone, index).Text("0.000")} ms",
                Spread.Of(at16[index].Select(round => round.PerSecond)).Text("#,0"),
                Spread.Of(at64[index].Select(round => round.PerSecond)).Text("#,0"),
                Spread.Of(at64[index].Select(round => round.Processor)).Text("0"),
                contestants[index].StreamFault is { } fault
                    ? $"fails: {fault}"
                    : Spread.Of(streams[index].Select(round => round.PerSecond * UpstreamHost.Tokens)).Text("#,0"),
                double.IsNaN(memory[index]) ? "" : memory[index].ToString("0", CultureInfo.InvariantCulture),
                cancelled[index]?.Text("0.0") ?? "",
            ];
            Console.WriteLine($"| {string.Join(" | ", cells)} |");
        }

        Console.WriteLine();
    }

    private static void WriteGoals(
        List<Contestant> contestants,
        List<List<Round>> alone,
        (string Case, List<List<Round>> Rounds)[] loads,
        List<Spread?> cancelled)
    {
        var ours = contestants.FindIndex(one => one.Name == "rulesrouter");
        var proxy = contestants.FindIndex(one => one.Name.StartsWith("YARP", StringComparison.Ordinal));
        var portkey = contestants.FindIndex(one => one.Name.StartsWith('@'));
        Write("added p50 in ms", Added(alone, ours), MaxAddedMs, isMaximum: true);
        if (cancelled[ours] is { } times)
        {
            Write("ms until a client's leaving cancels the upstream", times, MaxUntilCancelledMs, isMaximum: true);
        }

        foreach (var (name, rounds) in loads)
        {
            Write($"requests/s at {name} ÷ YARP's", Ratio(rounds, ours, proxy), MinOfProxy, isMaximum: false);
            if (portkey >= 0)
            {
                Write($"requests/s at {name} ÷ Portkey's", Ratio(rounds, ours, portkey), MinOfPortkey, isMaximum: false);
            }
        }
    }

    private static void Write(string what, Spread found, double goal, bool isMaximum) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{what}: {found.Text("0.00")}, goal {(isMaximum ? "≤" : "≥")} {goal}: {((isMaximum ? found.Middle <= goal : found.Middle >= goal) ? "met" : "missed")}"));

    private static Spread Added(List<List<Round>> alone, int index) =>
        Spread.Of(alone[index].Zip(alone[0], (with, direct) => with.P50 - direct.P50));

    private static Spread Ratio(List<List<Round>> of, int index, int against) =>
        Spread.Of(of[index].Zip(of[against], (ours, theirs) => ours.PerSecond / theirs.PerSecond));
}
