using System.Globalization;
using BenchmarkDotNet.Running;
using RulesRouter.Benchmarks.Classifying;
using RulesRouter.Benchmarks.Gateway;
using RulesRouter.Benchmarks.Http;
using RulesRouter.Benchmarks.Loading;
using RulesRouter.Benchmarks.Tables;
using RulesRouter.Benchmarks.Workloads;

// table [--quick] [--filter TEXT]: all measurements with their comparisons, as one table.
// record FILE COUNT [POLICIES]: a decision record of drawn requests, for `rulesrouter diff --requests`.
// host-empty URL, host-floor URL ANSWER-BYTES, host-recording URL RECORD ANSWER-BYTES LINE-BYTES,
// host-decisions URL POLICIES RECORD POLL-MS: the servers that the load generator starts and calls.
// gateway [--quick]: what the gateway costs, beside YARP and Portkey; host-upstream URL, host-proxy URL UPSTREAM and host-gateway URL
// UPSTREAM FOLDER are its servers.
// gateway-profile [--streams]: where the processor time of the gateway goes; needs Linux's perf.
// memory: memory in use over 10 million decisions and 1,000 reloads; exits with 1 if it grows.
// latency: latencies of single classifications, up to the 99th percentile.
// bdn ARGUMENTS: BenchmarkDotNet's own command line, for details of one benchmark.
switch (args.FirstOrDefault())
{
    case "table":
        return TableCommand.Run(args[1..]);
    case "record":
        return RecordCommand.Run(args[1..]);
    case "memory":
        return MemoryCommand.Run();
    case "latency":
        return LatencyCommand.Run();
    case "bdn":
        BenchmarkSwitcher.FromAssembly(typeof(TableCommand).Assembly).Run(args[1..]);
        return 0;
    case "host-empty" when args.Length == 2:
        EmptyEndpoint.Run(args[1]);
        return 0;
    case "host-floor" when args.Length == 3:
        FloorEndpoint.Run(args[1], int.Parse(args[2], CultureInfo.InvariantCulture));
        return 0;
    case "host-recording" when args.Length == 5:
        RecordingEndpoint.Run(
            args[1],
            args[2],
            int.Parse(args[3], CultureInfo.InvariantCulture),
            int.Parse(args[4], CultureInfo.InvariantCulture));
        return 0;
    case "host-decisions" when args.Length == 5:
        DecisionHost.Run(args[1], args[2], args[3], int.Parse(args[4], CultureInfo.InvariantCulture));
        return 0;
    case "gateway":
        return GatewayCommand.Run(args[1..]);
    case "gateway-profile":
        return ProfileCommand.Run(args[1..]);
    case "host-upstream" when args.Length == 2:
        UpstreamHost.Run(args[1]);
        return 0;
    case "host-proxy" when args.Length == 3:
        ProxyHost.Run(args[1], args[2]);
        return 0;
    case "host-gateway" when args.Length == 4:
        GatewayHost.Run(args[1], args[2], args[3]);
        return 0;
    default:
        Console.Error.WriteLine(
            "usage: table [--quick] [--filter TEXT] | gateway [--quick] | gateway-profile [--streams] | bdn ARGUMENTS | record FILE COUNT [POLICIES] | latency | memory");
        return 2;
}
