using System.Diagnostics;
using System.Text.Json;

namespace RulesRouter.Cli.Tests.Hostile;

/// <summary>
/// The real tool in a separate process, with a heap limit and a timeout. It is restarted after a command line that ended it.
/// </summary>
internal sealed class LimitedTool : IDisposable
{
    /// <summary>400 MB in hexadecimal, the runtime's format.</summary>
    private const string HeapLimit = "0x19000000";

    /// <summary>Generous, for busy machines: it only has to catch a case that hangs.</summary>
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(5);

    private Process? process;

    public sealed record Answer(int ExitCode, string Output, string Error, long Allocated, long CpuMilliseconds);

    /// <summary>Null if the process did not answer: it hung, or ran out of memory or stack.</summary>
    public async Task<Answer?> Run(params string[] arguments)
    {
        process ??= Start();
        using var timer = new CancellationTokenSource(TimeLimit);
        try
        {
            await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(arguments).AsMemory(), timer.Token);
            await process.StandardInput.FlushAsync(timer.Token);
            if (await process.StandardOutput.ReadLineAsync(timer.Token) is { } line)
            {
                return JsonSerializer.Deserialize<Answer>(line, JsonSerializerOptions.Web)!;
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
        }

        Dispose();
        return null;
    }

    public void Dispose()
    {
        if (process is null)
        {
            return;
        }

        if (!process.HasExited)
        {
            process.Kill();
        }

        process.Dispose();
        process = null;
    }

    private static Process Start()
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        var runner = Path.Combine(
            Repository.Root,
            "tests",
            "RulesRouter.HostileRunner",
            "bin",
            here.Parent!.Name,
            here.Name,
            "RulesRouter.HostileRunner.dll");
        var start = new ProcessStartInfo("dotnet", [runner])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_GCHeapHardLimit"] = HeapLimit;
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        var started = Process.Start(start)!;
        started.ErrorDataReceived += (_, _) => { };
        started.BeginErrorReadLine();
        return started;
    }
}
