using BenchmarkDotNet.Running;
using RulesRouter.Benchmarks.Tables;

// table [--quick] [--filter TEXT]: every measurement against its comparison, as one table.
// bdn ARGUMENTS: BenchmarkDotNet's own command line, for one benchmark in depth.
switch (args.FirstOrDefault())
{
    case "table":
        return TableCommand.Run(args[1..]);
    case "bdn":
        BenchmarkSwitcher.FromAssembly(typeof(TableCommand).Assembly).Run(args[1..]);
        return 0;
    default:
        Console.Error.WriteLine("usage: table [--quick] [--filter TEXT] | bdn ARGUMENTS");
        return 2;
}
