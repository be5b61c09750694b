using RulesRouter.Cli.Exits;

namespace RulesRouter.Cli.Inputs;

/// <summary>Checks that the service can listen on <c>--url</c>, with a clearer message than the web server's.</summary>
internal static class ListenAddress
{
    /// <summary>Whether only this machine can reach the address.</summary>
    public static bool IsLoopback(string url) => Uri.TryCreate(url, UriKind.Absolute, out var address) && address.IsLoopback;

    /// <exception cref="UserError">The service cannot listen on this address.</exception>
    public static void Check(string url)
    {
        // The web server reads `*` and `+` as every address of the machine; a URI does not accept them as a host.
        var plain = url.Replace("//*", "//0.0.0.0", StringComparison.Ordinal).Replace("//+", "//0.0.0.0", StringComparison.Ordinal);
        if (url.StartsWith("https:", StringComparison.OrdinalIgnoreCase))
        {
            throw new UserError($"`{url}`: the service serves plain http; terminate TLS in a proxy in front of it");
        }

        if (!Uri.TryCreate(plain, UriKind.Absolute, out var address) || address.Scheme != "http" || address.PathAndQuery != "/")
        {
            throw new UserError($"`{url}` is not an address to listen on; use for example http://127.0.0.1:8080");
        }
    }
}
