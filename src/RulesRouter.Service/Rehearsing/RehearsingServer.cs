using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;

namespace RulesRouter.Service.Rehearsing;

/// <summary>
/// A web server that, before it listens, answers requests without a connection, so that what the framework creates for a service with its
/// first requests exists: above all the look-up of paths, which it compiles in the background.
/// </summary>
internal sealed class RehearsingServer(IServer server) : IServer
{
    /// <summary>The first call starts the compiler in the background, and those after a pause run what it compiled.</summary>
    private const int Calls = 3;

    private const int PauseMs = 15;

    /// <summary>The trace of the requests, which its caller decided not to export.</summary>
    private const string Unsampled = "00-00000000000000000000000000000001-0000000000000001-00";

    private static readonly string[] RoutedPaths = ["/v1/decisions", "/v1/decisions/batch"];

    private bool isRouting;

    public IFeatureCollection Features => server.Features;

    public static void Register(WebApplicationBuilder builder)
    {
        var inner = builder.Services.Last(service => service.ServiceType == typeof(IServer)).ImplementationType!;
        builder.Services.AddSingleton(services => new RehearsingServer((IServer)ActivatorUtilities.CreateInstance(services, inner)))
            .AddSingleton<IServer>(services => services.GetRequiredService<RehearsingServer>());
    }

    /// <summary>Requests of this server for decisions end once they are routed: none is made, counted, recorded or audited.</summary>
    public static void Use(WebApplication app)
    {
        if (app.Services.GetService<RehearsingServer>() is { } server)
        {
            app.Use(next => context => server.isRouting ? Task.CompletedTask : next(context));
        }
    }

    public async Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull
    {
        for (var call = 0; call < Calls; call++)
        {
            await Answer(application, "GET", "/readyz").ConfigureAwait(false);
            isRouting = true;
            foreach (var path in RoutedPaths)
            {
                await Answer(application, "POST", path).ConfigureAwait(false);
            }

            isRouting = false;
            await Task.Delay(PauseMs, cancellationToken).ConfigureAwait(false);
        }

        await server.StartAsync(application, cancellationToken).ConfigureAwait(false);
    }

    public Task StopAsync(CancellationToken cancellationToken) => server.StopAsync(cancellationToken);

    public void Dispose() => server.Dispose();

    private static async Task Answer<TContext>(IHttpApplication<TContext> application, string method, string path)
        where TContext : notnull
    {
        var features = new FeatureCollection();
        features.Set<IHttpRequestFeature>(
            new HttpRequestFeature
            {
                Method = method,
                Path = path,
                RawTarget = path,
                Scheme = "http",
                Protocol = "HTTP/1.1",
                Headers = new HeaderDictionary { ["Host"] = "localhost", ["traceparent"] = Unsampled },
            });
        features.Set<IHttpResponseFeature>(new HttpResponseFeature());
        features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(Stream.Null));
        var context = application.CreateContext(features);
        await application.ProcessRequestAsync(context).ConfigureAwait(false);
        application.DisposeContext(context, exception: null);
    }
}
