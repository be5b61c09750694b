using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using RulesRouter.RealClientTests.Clients;

namespace RulesRouter.RealClientTests.SecondMock;

/// <summary>A server of an npm package on a free loopback port.</summary>
internal sealed class NodeServer : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly StringBuilder printed = new();

    private NodeServer(int port, IEnumerable<string> arguments)
    {
        Port = port;
        var start = new ProcessStartInfo("node", arguments)
        {
            WorkingDirectory = NpmPackages.Libraries,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        process = new Process { StartInfo = start };
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Port { get; }

    /// <summary>All that it printed so far.</summary>
    public string Printed
    {
        get
        {
            lock (printed)
            {
                return printed.ToString();
            }
        }
    }

    /// <summary>Starts it and waits until it takes connections.</summary>
    /// <param name="arguments">For a port; the first is the script, relative to the folder of the packages.</param>
    public static async Task<NodeServer> Start(Func<int, IEnumerable<string>> arguments)
    {
        var port = FreePort();
        var server = new NodeServer(port, arguments(port));
        var deadline = Stopwatch.StartNew();
        while (!await Takes(port))
        {
            if (server.process.HasExited || deadline.Elapsed > Limit)
            {
                throw new InvalidOperationException($"the server did not start: {server.Printed}");
            }

            await Task.Delay(50);
        }

        return server;
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (printed)
        {
            printed.AppendLine(line.Data);
        }
    }

    private static async Task<bool> Takes(int port)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
