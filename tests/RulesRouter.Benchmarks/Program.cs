using BenchmarkDotNet.Running;
using RulesRouter.Benchmarks.Tables;
using RulesRouter.Benchmarks.Workloads;

// table [--quick] [--filter TEXT]: every measurement against its comparison, as one table.
// record FILE COUNT [POLICIES]: a decision record of drawn requests, for `rulesrouter diff --requests`.
// bdn ARGUMENTS: BenchmarkDotNet's own command line, for one benchmark in depth.
switch (args.FirstOrDefault())
{
    case "table":
        return TableCommand.Run(args[1..]);
    case "record":
        return RecordCommand.Run(args[1..]);
    case "bdn":
        BenchmarkSwitcher.FromAssembly(typeof(TableCommand).Assembly).Run(args[1..]);
        return 0;
    default:
        Console.Error.WriteLine("usage: table [--quick] [--filter TEXT] | bdn ARGUMENTS | record FILE COUNT [POLICIES]");
        return 2;
}
