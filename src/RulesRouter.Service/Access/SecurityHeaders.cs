namespace RulesRouter.Service.Access;

/// <summary>Headers that keep browsers from misusing an answer.</summary>
internal static class SecurityHeaders
{
    /// <summary>The page that shows the API loads scripts; everything else is data.</summary>
    private const string Page = "/reference";

    public static void Add(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-store";
        if (context.Request.IsHttps)
        {
            headers.StrictTransportSecurity = "max-age=31536000";
        }

        if (context.Request.Path.StartsWithSegments(Page, StringComparison.OrdinalIgnoreCase))
        {
            headers.XFrameOptions = "DENY";
            headers["Referrer-Policy"] = "no-referrer";
        }
        else
        {
            headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        }
    }
}
