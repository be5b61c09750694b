using System.Diagnostics;
using System.Globalization;
using RulesRouter.Benchmarks.Http;

namespace RulesRouter.Benchmarks.Gateway;

/// <summary>
/// <c>gateway-profile [--streams]</c>: where the processor time of the warm gateway goes, by parts of the program, as <c>perf</c> samples
/// it.
/// </summary>
internal static class ProfileCommand
{
    private const int Connections = 64;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(12);

    public static int Run(string[] args)
    {
        var folder = Directory.CreateTempSubdirectory("rulesrouter-bench-");
        try
        {
            using var upstream = ServerProcess.Start("host-upstream");
            using var server = ServerProcess.Start(
                "dotnet",
                port =>
                [
                    typeof(ProfileCommand).Assembly.Location,
                    "host-gateway",
                    $"http://127.0.0.1:{port}",
                    $"http://127.0.0.1:{upstream.Port}",
                    folder.FullName,
                ],
                null,
                ("DOTNET_PerfMapEnabled", "1"),
                ("DOTNET_EnableWriteXorExecute", "0"));
            var gateway = new Contestant("rulesrouter", server, "/openai/v1/chat/completions");
            using var load = gateway.Load(Connections, isStream: args.Contains("--streams"));
            load.Run(WarmUp).GetAwaiter().GetResult();
            var samples = Path.Combine(folder.FullName, "perf.data");
            using var perf = Start("record", "-q", "-F", "1500", "-g", "-p", $"{server.Id}", "-o", samples, "--", "sleep", "10");
            var round = Round.Of(gateway, load, Window);
            perf.WaitForExit();
            Write(PartsOf(samples), round.Processor);
            return 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Console.Error.WriteLine("perf is not installed: it is part of linux-perf, or linux-tools");
            return 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Process Start(params string[] arguments) => Process.Start(new ProcessStartInfo("perf", arguments)
    {
        RedirectStandardOutput = arguments[0] == "script",
    })!;

    private static ProfileParts PartsOf(string samples)
    {
        var parts = new ProfileParts();
        using var script = Start("script", "-i", samples);
        while (script.StandardOutput.ReadLine() is { } line)
        {
            parts.Read(line);
        }

        parts.Read("");
        script.WaitForExit();
        return parts;
    }

    private static void Write(ProfileParts parts, double microseconds)
    {
        Console.WriteLine("| part | µs per request | share | of it in the kernel |");
        Console.WriteLine("|---|---|---|---|");
        foreach (var (name, samples, kernel) in parts.Counts)
        {
            var share = (double)samples / parts.Samples;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {name} | {share * microseconds:0.0} | {share:0.0%} | {(samples == 0 ? 0 : (double)kernel / samples):0%} |"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| all | {microseconds:0} | | |"));
    }
}
