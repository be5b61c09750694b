using System.Net;

namespace RulesRouter.Service.Settings;

/// <summary>The address that the service listens on, with clearer messages than the web server's.</summary>
internal static class ListenAddress
{
    /// <summary>
    /// Whether only this machine can reach the address, as the web server reads it: for a name that is not `localhost` it listens on every
    /// address, while a URI replaces the name `loopback` by `localhost`.
    /// </summary>
    public static bool IsLoopback(string url)
    {
        var host = HostOf(url);
        return host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
    }

    public static bool IsHttps(string url) => url.StartsWith("https:", StringComparison.OrdinalIgnoreCase);

    private static string HostOf(string url)
    {
        try
        {
            return BindingAddress.Parse(url).Host;
        }
        catch (FormatException)
        {
            return "";
        }
    }

    /// <summary>Why the service cannot listen on this address; null if it can.</summary>
    public static string? ErrorOf(string url)
    {
        // The web server reads `*` and `+` as every address of the machine; a URI does not accept them as a host.
        var plain = url.Replace("//*", "//0.0.0.0", StringComparison.Ordinal).Replace("//+", "//0.0.0.0", StringComparison.Ordinal);
        return !Uri.TryCreate(plain, UriKind.Absolute, out var address)
            || address.Scheme is not ("http" or "https")
            || address.PathAndQuery != "/"
            || url.Contains(';', StringComparison.Ordinal)
            ? $"`{url}` is not an address to listen on; use for example http://127.0.0.1:8080"
            : null;
    }
}
