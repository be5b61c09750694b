using System.Diagnostics;
using System.Text.Json;

namespace RulesRouter.RealClientTests.Clients;

/// <summary>A client from npm, in a process of Node.js that lives as long as this object and does one act at a time.</summary>
internal sealed class NodeClient : IRealClient, IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly SemaphoreSlim turn = new(1);

    /// <param name="name">A client of <c>Node/client.mjs</c>.</param>
    public NodeClient(string name)
    {
        var start = new ProcessStartInfo("node", [Path.Combine(NpmPackages.Libraries, "client.mjs"), name])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        process = Process.Start(start)!;
    }

    public async Task<Seen> Do(string act, Uri url, string model, string prompt)
    {
        await turn.WaitAsync();
        try
        {
            var asked = new { act, url = url.ToString().TrimEnd('/'), model, prompt };
            await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(asked));
            var line = await process.StandardOutput.ReadLineAsync().WaitAsync(Limit);
            return JsonSerializer.Deserialize<Seen>(line ?? throw new EndOfStreamException("node ended"), JsonSerializerOptions.Web)!;
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose()
    {
        process.Kill(entireProcessTree: true);
        process.Dispose();
        turn.Dispose();
    }
}
