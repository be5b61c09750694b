using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Reflection.PortableExecutable;

namespace RulesRouter.Benchmarks.Http;

/// <summary>`rulesrouter serve` as <c>make build</c> publishes it, with default flags: record, outcomes and classifier are on.</summary>
internal sealed class PublishedService : IDisposable
{
    private static readonly string Tool = Path.GetFullPath(Path.Combine("artifacts", "rulesrouter", "rulesrouter"));

    private readonly Process process;

    private PublishedService(Process process, int port) => (this.process, Port) = (process, port);

    public int Port { get; }

    /// <summary>User and kernel time of all threads so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Bytes of memory in use by the process.</summary>
    public long Memory
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    /// <summary>Started and ready.</summary>
    /// <param name="folder">Has the record and the state.</param>
    /// <param name="policies">Null: the shipped ones.</param>
    public static PublishedService Start(string folder, string? policies = null)
    {
        RequireCompiled();
        var port = FreePort();
        var start = new ProcessStartInfo(Tool)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in (string[])["serve", "--policies", policies ?? Path.GetFullPath("policies"),
            "--url", $"http://127.0.0.1:{port}", "--allow-sample-evidence",
            .. policies is null ? (string[])["--key-attribute", "sensitivity=public"] : []])
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start) ?? throw new InvalidOperationException($"{Tool} does not start; run make build");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var service = new PublishedService(process, port);
        service.WaitUntilReady();
        return service;
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
            process.WaitForExit();
        }

        process.Dispose();
    }

    /// <summary>
    /// A tool that <c>dotnet publish</c> alone wrote has no code that was compiled ahead: its figures are not those of users.
    /// </summary>
    public static void RequireCompiled()
    {
        using var assembly = new PEReader(File.OpenRead($"{Tool}.dll"));
        if (assembly.PEHeaders.CorHeader?.ManagedNativeHeaderDirectory.Size is null or 0)
        {
            throw new InvalidOperationException($"{Tool}.dll is not compiled ahead of time; run make build, which prints why");
        }
    }

    private void WaitUntilReady()
    {
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{Port}") };
        for (var attempt = 0; attempt < 1_200 && !process.HasExited; attempt++)
        {
            try
            {
                using var answer = client.GetAsync("/readyz").GetAwaiter().GetResult();
                if (answer.StatusCode == HttpStatusCode.OK)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }

            Thread.Sleep(50);
        }

        throw new TimeoutException(
            process.HasExited ? $"the service ended with {process.ExitCode}" : "the service is not ready after a minute");
    }

    private static int FreePort()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        return port;
    }
}
