using System.Collections.Concurrent;
using System.Net;

namespace RulesRouter.Gateway.Upstreams;

/// <summary>One client with its connections for each provider, so that a slow one takes no connections of others.</summary>
internal sealed class UpstreamClients(TimeSpan connectTimeout) : IDisposable
{
    private readonly ConcurrentDictionary<string, HttpMessageInvoker> clients = new(StringComparer.Ordinal);

    public HttpMessageInvoker Of(string provider) => clients.GetOrAdd(provider, _ => Create());

    public void Dispose()
    {
        foreach (var client in clients.Values)
        {
            client.Dispose();
        }
    }

    /// <summary>Redirects and cookies would carry a credential elsewhere; a proxy of the environment is used as by every client.</summary>
    private HttpMessageInvoker Create() => new(new SocketsHttpHandler
    {
        ConnectTimeout = connectTimeout,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        EnableMultipleHttp2Connections = true,
        ActivityHeadersPropagator = null,
        MaxConnectionsPerServer = int.MaxValue,
    });
}
