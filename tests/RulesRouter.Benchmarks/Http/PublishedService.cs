using System.Reflection.PortableExecutable;

namespace RulesRouter.Benchmarks.Http;

/// <summary>`rulesrouter serve` as <c>make build</c> publishes it, with default flags: record, outcomes and classifier are on.</summary>
internal sealed class PublishedService : IDisposable
{
    private static readonly string Tool = Path.GetFullPath(Path.Combine("artifacts", "rulesrouter", "rulesrouter"));

    private readonly ServerProcess server;

    private PublishedService(ServerProcess server) => this.server = server;

    public int Port => server.Port;

    /// <summary>User and kernel time of all threads so far.</summary>
    public TimeSpan ProcessorTime => server.ProcessorTime;

    /// <summary>Bytes of memory in use by the process.</summary>
    public long Memory => server.Memory;

    /// <summary>Started and ready.</summary>
    /// <param name="folder">Has the record and the state.</param>
    /// <param name="policies">Null: the shipped ones.</param>
    public static PublishedService Start(string folder, string? policies = null)
    {
        RequireCompiled();
        var server = ServerProcess.Start(
            Tool,
            port =>
            [
                "serve", "--policies", policies ?? Path.GetFullPath("policies"), "--url", $"http://127.0.0.1:{port}", "--allow-sample-evidence",
                .. policies is null ? (string[])["--key-attribute", "sensitivity=public"] : [],
            ],
            folder);
        server.WaitUntilReady();
        return new PublishedService(server);
    }

    public void Dispose() => server.Dispose();

    /// <summary>
    /// A tool that <c>dotnet publish</c> alone wrote has no code that was compiled ahead: its figures are not those of users.
    /// </summary>
    private static void RequireCompiled()
    {
        using var assembly = new PEReader(File.OpenRead($"{Tool}.dll"));
        if (assembly.PEHeaders.CorHeader?.ManagedNativeHeaderDirectory.Size is null or 0)
        {
            throw new InvalidOperationException($"{Tool}.dll is not compiled ahead of time; run make build, which prints why");
        }
    }
}
