namespace RulesRouter.Service.Settings;

/// <summary>The address that the service listens on, with clearer messages than the web server's.</summary>
internal static class ListenAddress
{
    /// <summary>Whether only this machine can reach the address.</summary>
    public static bool IsLoopback(string url) => Uri.TryCreate(url, UriKind.Absolute, out var address) && address.IsLoopback;

    /// <summary>Why the service cannot listen on this address; null if it can.</summary>
    public static string? ErrorOf(string url)
    {
        // The web server reads `*` and `+` as every address of the machine; a URI does not accept them as a host.
        var plain = url.Replace("//*", "//0.0.0.0", StringComparison.Ordinal).Replace("//+", "//0.0.0.0", StringComparison.Ordinal);
        if (url.StartsWith("https:", StringComparison.OrdinalIgnoreCase))
        {
            return $"`{url}`: the service serves plain http; terminate TLS in a proxy in front of it";
        }

        return !Uri.TryCreate(plain, UriKind.Absolute, out var address) || address.Scheme != "http" || address.PathAndQuery != "/"
            ? $"`{url}` is not an address to listen on; use for example http://127.0.0.1:8080"
            : null;
    }
}
