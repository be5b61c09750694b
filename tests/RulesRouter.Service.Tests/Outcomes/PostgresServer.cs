using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace RulesRouter.Service.Tests.Outcomes;

/// <summary>A PostgreSQL server of this machine, with a folder and port of its own, gone with the tests.</summary>
public sealed class PostgresServer : IDisposable
{
    /// <summary>Where Debian installs it.</summary>
    private const string Programs = "/usr/lib/postgresql/15/bin";

    private readonly string folder = Path.Combine(Path.GetTempPath(), $"postgres-{Guid.NewGuid():N}");
    private readonly int port = FreePort();
    private bool isRunning;

    public PostgresServer()
    {
        if (Absence is not null)
        {
            Console.WriteLine(Absence);
            return;
        }

        Run("initdb", "-D", folder, "-A", "trust", "-U", "rulesrouter", "--no-sync");
        Start();
    }

    /// <summary>Why there is no server; null if there is one.</summary>
    public static string? Absence => File.Exists(Path.Combine(Programs, "postgres")) ? null : $"PostgreSQL is not installed in {Programs}";

    /// <summary>The address of a new, empty database.</summary>
    public string NewDatabase()
    {
        var name = $"d{Guid.NewGuid():N}";
        using var connection = new NpgsqlConnection($"Host=127.0.0.1;Port={port};Username=rulesrouter;Database=postgres;Pooling=false");
        connection.Open();
        using var create = connection.CreateCommand();
#pragma warning disable CA2100 // A name made here.
        create.CommandText = $"CREATE DATABASE {name}";
#pragma warning restore CA2100
        create.ExecuteNonQuery();
        return string.Create(CultureInfo.InvariantCulture, $"postgres://rulesrouter@127.0.0.1:{port}/{name}");
    }

    public void Start()
    {
        Run(
            "pg_ctl",
            "-D",
            folder,
            "-w",
            "-l",
            Path.Combine(folder, "log"),
            "-o",
            string.Create(CultureInfo.InvariantCulture, $"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"),
            "start");
        isRunning = true;
    }

    /// <summary>As a crash does it.</summary>
    public void Stop()
    {
        if (isRunning)
        {
            Run("pg_ctl", "-D", folder, "-m", "immediate", "-w", "stop");
            isRunning = false;
        }
    }

    public void Dispose()
    {
        Stop();
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>It refuses to run as root.</summary>
    private static void Run(string program, params string[] arguments)
    {
        string[] words = Environment.UserName == "root"
            ? ["runuser", "-u", "postgres", "--", Path.Combine(Programs, program), .. arguments]
            : [Path.Combine(Programs, program), .. arguments];
        var start = new ProcessStartInfo(words[0], words[1..])
        {
            WorkingDirectory = Path.GetTempPath(),
            RedirectStandardOutput = program == "initdb",
        };
        using var process = Process.Start(start)!;
        if (start.RedirectStandardOutput)
        {
            process.StandardOutput.ReadToEnd();
        }

        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>A test that needs PostgreSQL, and is skipped with the reason where it is not installed.</summary>
internal sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute() => Skip = PostgresServer.Absence;
}
