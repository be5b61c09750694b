using Microsoft.Extensions.DependencyInjection;
using Yarp.ReverseProxy.Configuration;

namespace RulesRouter.Benchmarks.Gateway;

/// <summary>A YARP proxy that forwards everything to one upstream and changes nothing.</summary>
internal static class ProxyHost
{
    public static void Run(string url, string upstream)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(url);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddReverseProxy().LoadFromMemory(
            [new RouteConfig { RouteId = "all", ClusterId = "all", Match = new RouteMatch { Path = "{**rest}" } }],
            [
                new ClusterConfig
                {
                    ClusterId = "all",
                    Destinations = new Dictionary<string, DestinationConfig> { ["only"] = new() { Address = upstream } },
                },
            ]);
        var app = builder.Build();
        app.MapReverseProxy();
        app.Run();
    }
}
