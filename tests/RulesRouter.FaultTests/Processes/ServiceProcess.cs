using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using RulesRouter.Service.Tests;

namespace RulesRouter.FaultTests.Processes;

/// <summary>
/// The published service as a process of its own, with its files in a folder of its own, on a port that it keeps over restarts.
/// </summary>
internal sealed class ServiceProcess : IAsyncDisposable
{
    private const int Terminate = 15;
    private const int Stop = 19;
    private const int Continue = 18;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly ConcurrentQueue<string> log = new();
    private readonly string[] settings;
    private readonly int port = FreePort();
    private Process? process;

    /// <param name="folder">Record, outcomes and state lie in it.</param>
    /// <param name="settings">
    /// Flags of <c>serve</c>; one that is given twice is an error, so they replace the defaults of this class.
    /// </param>
    public ServiceProcess(string folder, string policies, params string[] settings)
    {
        Folder = folder;
        Directory.CreateDirectory(folder);
        this.settings =
        [
            .. Unless(settings, "--policies", policies),
            .. Unless(settings, "--classifier", "none"),
            .. Unless(settings, "--record", Record),
            .. Unless(settings, "--outcomes", Outcomes),
            .. Unless(settings, "--state", State),
            .. Unless(settings, "--policy-state", Path.Combine(folder, "accepted")),
            .. Unless(settings, "--audit-log", Path.Combine(folder, "audit.jsonl")),
            .. Unless(settings, "--settle-time", "200ms"),
            .. Unless(settings, "--poll-interval", "100ms"),
            .. settings,
            "--url",
            Url.OriginalString.TrimEnd('/'),
        ];
    }

    /// <summary>The published program.</summary>
    public static string Tool { get; } = Path.Combine(Repository.Root, "artifacts", "rulesrouter", "rulesrouter");

    public string Folder { get; }

    public string Record => Path.Combine(Folder, "record");

    public string Outcomes => Path.Combine(Folder, "outcomes.db");

    public string State => Path.Combine(Folder, "state.db");

    public int Port => port;

    public Uri Url => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));

    /// <summary>Variables of its environment.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    /// <summary>Words before the program, such as a shell that lowers a limit.</summary>
    public string[] Wrapper { get; init; } = [];

    /// <summary>Everything it printed since it was made.</summary>
    public string Log => string.Join('\n', log);

    public bool IsRunning => process is { HasExited: false };

    public int Id => process!.Id;

    /// <summary>Starts it, and waits until it is ready.</summary>
    public async Task<ServiceProcess> Start()
    {
        Launch();
        using var client = new HttpClient { BaseAddress = Url, Timeout = TimeSpan.FromSeconds(2) };
        try
        {
            await Until.True(
                () => process!.HasExited ? throw new InvalidOperationException($"the service ended:\n{Log}") : IsReady(client),
                Patience,
                () => $"the service is not ready:\n{Log}");
            return this;
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it where it must fail.</summary>
    /// <returns>Exit code and what it printed.</returns>
    public async Task<(int Code, string Output)> StartAndFail()
    {
        Launch();
        return (await Exited(), Log);
    }

    /// <summary>As a crash does it.</summary>
    public async Task Kill()
    {
        process!.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        process = null;
    }

    /// <summary>Asks it to stop, as an orchestrator does.</summary>
    public void AskToStop() => Signal(Terminate);

    /// <summary>Freezes it.</summary>
    public void Pause() => Signal(Stop);

    public void Resume() => Signal(Continue);

    /// <summary>Waits for its end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> Exited()
    {
        using var limit = new CancellationTokenSource(Patience);
        await process!.WaitForExitAsync(limit.Token);
        var code = process.ExitCode;
        process.Dispose();
        process = null;
        return code;
    }

    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false })
        {
            await Kill();
        }

        process?.Dispose();
        process = null;
    }

    private static async Task<bool> IsReady(HttpClient client)
    {
        try
        {
            using var response = await client.GetAsync(new Uri("/readyz", UriKind.Relative));
            return response.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    private static string[] Unless(string[] settings, string flag, string value) =>
        settings.Contains(flag) || settings.Contains(flag.Replace("--", "--no-", StringComparison.Ordinal)) ? [] : [flag, value];

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int process, int signal);

    private void Signal(int signal) => Assert.Equal(0, SendSignal(process!.Id, signal));

    private void Launch()
    {
        Assert.True(File.Exists(Tool), $"`{Tool}` does not exist; run `make build`");
        string[] words = [.. Wrapper, Tool, "serve", .. settings];
        var start = new ProcessStartInfo(words[0], words[1..])
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            log.Enqueue(line);
        }
    }
}
