using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;

namespace RulesRouter.Cli.Tests;

/// <summary>A running service, as a user who is not root, loses and regains the right to write its record.</summary>
public sealed class RecordAccessTests : IDisposable
{
    /// <summary>Of Debian and most others.</summary>
    private const string OtherUser = "daemon";

    private readonly string root = Directory.CreateTempSubdirectory("access-").FullName;

    private string Record => Path.Combine(root, "record");

    public void Dispose()
    {
        Allow(true);
        Directory.Delete(root, recursive: true);
    }

    [Fact]
    public async Task Decisions_and_readiness_fail_without_the_right_to_write_and_recover_with_it()
    {
        if (OperatingSystem.IsWindows())
        {
            Console.WriteLine("skipped: Windows has no file modes");
            return;
        }

        Directory.CreateDirectory(Record);
        using var process = Start();
        try
        {
            using var client = new HttpClient { BaseAddress = new Uri(await Url(process)) };
            Assert.Equal(HttpStatusCode.OK, await Decide(client));
            await Until(client, HttpStatusCode.OK);

            Allow(false);
            var watch = Stopwatch.StartNew();
            var problem = await Until(client, HttpStatusCode.ServiceUnavailable);
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"noticed after {watch.Elapsed}");
            Assert.Contains("cannot be written", problem, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await Decide(client));

            Allow(true);
            await Until(client, HttpStatusCode.OK);
            Assert.Equal(HttpStatusCode.OK, await Decide(client));
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        Assert.Equal(2, Directory.GetFiles(Record, "*.jsonl").Sum(path => File.ReadAllLines(path).Length));
    }

    private void Allow(bool isWritable)
    {
        if (OperatingSystem.IsWindows() || !Directory.Exists(Record))
        {
            return;
        }

        const UnixFileMode Read = UnixFileMode.UserRead, ReadWrite = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        foreach (var path in Directory.GetFiles(Record, "*.jsonl"))
        {
            File.SetUnixFileMode(path, isWritable ? ReadWrite : Read);
        }

        File.SetUnixFileMode(Record, (isWritable ? ReadWrite : Read) | UnixFileMode.UserExecute);
    }

    /// <summary>File modes do not bind root: then as another user, who owns the record.</summary>
    private Process Start()
    {
        string[] serve =
        [
            "dotnet",
            Path.Combine(AppContext.BaseDirectory, "rulesrouter.dll"),
            "serve",
            "--policies",
            Repository.TestData("serve"),
            "--url",
            "http://127.0.0.1:0",
            "--classifier",
            "none",
            "--record",
            Record,
            "--no-outcomes",
            "--no-state",
            "--no-policy-state",
            "--no-audit-log",
        ];
        if (Environment.IsPrivilegedProcess)
        {
            using var owner = Process.Start("chown", ["-R", OtherUser, root]);
            owner.WaitForExit();
            serve = ["runuser", "-u", OtherUser, "--", .. serve];
        }

        return Process.Start(new ProcessStartInfo(serve[0], serve[1..])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = root,
            UseShellExecute = false,
        })!;
    }

    private static async Task<string> Url(Process process)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("serving ", StringComparison.Ordinal))
            {
                _ = process.StandardOutput.ReadToEndAsync();
                return line.Split(" at ")[^1].Split(',')[0];
            }
        }

        throw new InvalidOperationException("the service did not start");
    }

    private static async Task<HttpStatusCode> Decide(HttpClient client)
    {
        using var body = new StringContent("""{ "policy": "small", "prompt": "hello" }""", Encoding.UTF8, "application/json");
        using var response = await client.PostAsync(new Uri("/v1/decisions", UriKind.Relative), body);
        return response.StatusCode;
    }

    /// <summary>The problem of the record once readiness has a status.</summary>
    private static async Task<string?> Until(HttpClient client, HttpStatusCode status)
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < TimeSpan.FromSeconds(30); await Task.Delay(20))
        {
            using var response = await client.GetAsync(new Uri("/readyz", UriKind.Relative));
            if (response.StatusCode == status)
            {
                return JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("recordProblem").GetString();
            }
        }

        throw new TimeoutException($"/readyz did not become {status}");
    }
}
