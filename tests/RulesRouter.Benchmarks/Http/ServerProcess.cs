using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace RulesRouter.Benchmarks.Http;

/// <summary>This program as a server in a separate process, so that its processor time is measured separately.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly Process process;
    private readonly StringBuilder errors;

    private ServerProcess(Process process, StringBuilder errors, int port)
    {
        (this.process, this.errors) = (process, errors);
        Port = port;
    }

    public int Port { get; }

    public int Id => process.Id;

    /// <summary>User and kernel time of all threads so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Resident bytes.</summary>
    public long Memory
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    /// <param name="arguments">Without the address, which is inserted as the second argument.</param>
    public static ServerProcess Start(params string[] arguments) => Start(
        "dotnet",
        port => [typeof(ServerProcess).Assembly.Location, arguments[0], $"http://127.0.0.1:{port}", .. arguments[1..]]);

    /// <summary>Any program that listens on a port of 127.0.0.1.</summary>
    /// <param name="folder">In which it runs; null: this program's.</param>
    public static ServerProcess Start(
        string program,
        Func<int, IEnumerable<string>> arguments,
        string? folder = null,
        params (string Name, string Value)[] environment)
    {
        var port = FreePort();
        var start = new ProcessStartInfo(program)
        {
            WorkingDirectory = folder ?? "",
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in arguments(port))
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        process.BeginOutputReadLine();
        var errors = new StringBuilder();
        process.ErrorDataReceived += (_, line) =>
        {
            // A server may repeat an error with every request.
            if (errors.Length < 10_000)
            {
                errors.AppendLine(line.Data);
            }
        };
        process.BeginErrorReadLine();
        var server = new ServerProcess(process, errors, port);
        server.WaitUntilItListens();
        return server;
    }

    /// <summary>Waits until it answers 200 at <c>/readyz</c>.</summary>
    public void WaitUntilReady()
    {
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{Port}") };
        for (var attempt = 0; attempt < 1_200 && !process.HasExited; attempt++)
        {
            try
            {
                using var answer = client.GetAsync(new Uri("/readyz", UriKind.Relative)).GetAwaiter().GetResult();
                if (answer.StatusCode == HttpStatusCode.OK)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // It may end at start.
            }

            Thread.Sleep(50);
        }

        throw new TimeoutException(
            process.HasExited ? $"the server ended with {process.ExitCode}: {errors}" : "the server is not ready after a minute");
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

    private void WaitUntilItListens()
    {
        for (var attempt = 0; attempt < 600; attempt++)
        {
            if (process.HasExited)
            {
                throw new InvalidOperationException($"the server ended with {process.ExitCode} before it listened: {errors}");
            }

            try
            {
                using var probe = new TcpClient();
                probe.Connect(IPAddress.Loopback, Port);
                return;
            }
            catch (SocketException)
            {
                Thread.Sleep(100);
            }
        }

        throw new TimeoutException("the server does not listen after a minute");
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
