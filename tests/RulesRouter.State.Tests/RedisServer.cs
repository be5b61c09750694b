using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace RulesRouter.State.Tests;

/// <summary>A redis-server of its own on a free loopback port, without persistence; can be stopped and started again, then empty.</summary>
internal sealed class RedisServer : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("redis").FullName;
    private readonly int port = FreePort();
    private Process? process;

    private RedisServer() => Start();

    public string Configuration => $"127.0.0.1:{port}";

    /// <summary>Null where there is no redis-server; the reason is printed.</summary>
    public static RedisServer? TryStart()
    {
        if (Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(path => File.Exists(Path.Combine(path, "redis-server"))))
        {
            return new RedisServer();
        }

        Console.WriteLine("skipped: no redis-server in PATH");
        return null;
    }

    public void Start()
    {
        process = Process.Start(new ProcessStartInfo(
            "redis-server",
            ["--port", $"{port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", folder])
        {
            RedirectStandardOutput = true,
        })!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        for (var wait = 0; wait < 200; wait++)
        {
            try
            {
                using var probe = new TcpClient();
                probe.Connect(IPAddress.Loopback, port);
                return;
            }
            catch (SocketException)
            {
                Thread.Sleep(50);
            }
        }

        throw new InvalidOperationException("redis-server did not start");
    }

    /// <summary>As if it crashed.</summary>
    public void Kill()
    {
        process!.Kill();
        process.WaitForExit();
        process.Dispose();
        process = null;
    }

    /// <summary>Answers nothing until it continues, and loses nothing.</summary>
    public void Pause() => Signal("STOP");

    public void Continue() => Signal("CONT");

    public void Dispose()
    {
        if (process is not null)
        {
            Kill();
        }

        Directory.Delete(folder, recursive: true);
    }

    private void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{process!.Id}"]);
        kill.WaitForExit();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
