using System.Text.Json;
using RulesRouter.Cli;

// Runs `rulesrouter` on hostile input, one command line after another, so that a test can start it under a memory limit and
// kill it. A line of standard input is the JSON array of a command line's arguments; a line of standard output is its result.
// A command line that hangs, or ends the process, has no result.
const int Stack = 1024 * 1024; // the smallest default thread stack of the supported systems

while (Console.In.ReadLine() is { } line)
{
    var arguments = JsonSerializer.Deserialize<string[]>(line)!;
    using var output = new StringWriter();
    using var error = new StringWriter();
    var exitCode = -1;
    var cpu = Environment.CpuUsage.TotalTime;
    var allocated = 0L;
    var thread = new Thread(
        () =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            exitCode = CommandLine.Run(arguments, TextReader.Null, output, error, TimeProvider.System, new Dictionary<string, string>());
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        },
        Stack);
    thread.Start();
    thread.Join();
    Console.Out.WriteLine(
        JsonSerializer.Serialize(
            new
            {
                exitCode,
                output = Clipped(output),
                error = Clipped(error),
                allocated,
                cpuMilliseconds = (long)(Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds,
            }));
    Console.Out.Flush();
}

static string Clipped(StringWriter text) =>
    text.GetStringBuilder() is { Length: > 50_000 } much ? much.ToString(0, 50_000) : text.ToString();
