using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;

namespace RulesRouter.Service.Stopping;

/// <summary>The connections that are open, so that they can be closed when the service stops.</summary>
internal sealed class OpenConnections
{
    private readonly ConcurrentDictionary<string, ConnectionContext> open = new(StringComparer.Ordinal);

    /// <summary>Part of each connection, before anything else.</summary>
    public ConnectionDelegate Before(ConnectionDelegate next) => async connection =>
    {
        open[connection.ConnectionId] = connection;
        try
        {
            await next(connection).ConfigureAwait(false);
        }
        finally
        {
            open.TryRemove(connection.ConnectionId, out _);
        }
    };

    /// <summary>Closes all of them.</summary>
    /// <returns>How many there were.</returns>
    public int Abort()
    {
        var all = open.Values;
        foreach (var connection in all)
        {
            connection.Abort(new ConnectionAbortedException("the service stops"));
        }

        return all.Count;
    }
}
