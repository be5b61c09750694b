using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RulesRouter.Gateway.Tests;

namespace RulesRouter.Client.Tests.InProcess;

/// <summary>A host that loads changed policies every few milliseconds.</summary>
public sealed class RouterRefreshTests : IDisposable
{
    private const string Policy = """
        apiVersion: rulesrouter/v1
        kind: RoutingPolicy
        metadata: { name: p }
        spec: { rules: [{ id: default, select: { objective: price } }] }
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("rulesrouter-refresh-").FullName;

    [Fact]
    public async Task Error_of_changed_policies_is_logged_once_until_it_changes()
    {
        var path = Path.Combine(folder, "policy.yaml");
        await File.WriteAllTextAsync(path, Policy);
        using var log = new CapturedLog();
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders().AddProvider(log);
        builder.Services.AddRulesRouterInProcess(options =>
        {
            options.Router = new RouterOptions { PoliciesPath = folder, ClassifierPath = "none" };
            options.RefreshEvery = TimeSpan.FromMilliseconds(5);
        });
        using var host = builder.Build();
        await host.StartAsync();

        File.Delete(path);
        await Until(() => Errors(log, "has no policy").Any());
        await File.WriteAllTextAsync(path, Policy.Replace("price", "prices", StringComparison.Ordinal));
        await Until(() => Errors(log, "\"prices\"").Any());
        await File.WriteAllTextAsync(path, Policy + "\n# mended");
        await Until(() => log.Lines.Any(line => line.Contains("loaded revision", StringComparison.Ordinal)));
        await host.StopAsync();

        Assert.Single(Errors(log, "has no policy"));
        Assert.Single(Errors(log, "\"prices\""));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static IEnumerable<string> Errors(CapturedLog log, string part) => log.Lines.Where(line =>
        line.StartsWith("Error: changed policies do not load", StringComparison.Ordinal) && line.Contains(part, StringComparison.Ordinal));

    private static async Task Until(Func<bool> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!holds())
        {
            await Task.Delay(5, limit.Token);
        }
    }
}
