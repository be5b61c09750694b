namespace RulesRouter.Cli;

/// <summary>Holds <c>--url</c> to what the service can listen on, before a web server says it less clearly.</summary>
internal static class ListenAddress
{
    /// <exception cref="UserError">It cannot listen there.</exception>
    public static void Check(string url)
    {
        // `*` and `+` are every address of the machine to the web server, and no host to a URI.
        var plain = url.Replace("//*", "//0.0.0.0", StringComparison.Ordinal).Replace("//+", "//0.0.0.0", StringComparison.Ordinal);
        if (url.StartsWith("https:", StringComparison.OrdinalIgnoreCase))
        {
            throw new UserError($"`{url}`: the service speaks http; end TLS in the proxy before it");
        }

        if (!Uri.TryCreate(plain, UriKind.Absolute, out var address) || address.Scheme != "http" || address.PathAndQuery != "/")
        {
            throw new UserError($"`{url}` is no address to listen on; write one such as http://127.0.0.1:8080");
        }
    }
}
