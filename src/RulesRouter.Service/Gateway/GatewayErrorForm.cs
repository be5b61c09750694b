using RulesRouter.Catalog;
using RulesRouter.Service.Access;

namespace RulesRouter.Service.Gateway;

/// <summary>
/// Every error on a gateway route in the client's dialect, also where no handler runs: rejected credentials, limits, unknown routes,
/// wrong methods, internal errors. A client's SDK reads no other form. A vendor's path without the gateway's prefix counts too.
/// </summary>
internal static class GatewayErrorForm
{
    private static readonly ErrorForm Chat = Of(ApiDialect.OpenaiChat);
    private static readonly ErrorForm Responses = Of(ApiDialect.OpenaiResponses);
    private static readonly ErrorForm Messages = Of(ApiDialect.AnthropicMessages);

    private static readonly string[] Routes = ["/chat/completions", "/responses", "/embeddings", "/messages", "/models"];

    /// <summary>Before everything that may reject a request.</summary>
    public static void UseGatewayErrors(this WebApplication app) => app.Use(static (context, next) =>
    {
        if (Of(context.Request.Path) is { } form)
        {
            context.Features.Set(form);
        }

        return next(context);
    });

    /// <summary>By the vendor's name of the route; a route that neither vendor has is of the prefix's vendor. Null elsewhere.</summary>
    private static ErrorForm? Of(PathString path)
    {
        var isOpenai = path.StartsWithSegments("/openai", StringComparison.OrdinalIgnoreCase, out var rest);
        if (!isOpenai
            && !path.StartsWithSegments("/anthropic", StringComparison.OrdinalIgnoreCase, out rest)
            && !IsVendors(rest = path))
        {
            return null;
        }

        rest = rest.StartsWithSegments("/v1", StringComparison.OrdinalIgnoreCase, out var route) ? route : rest;

        return Has("/messages") ? Messages
            : Has("/responses") ? Responses
            : isOpenai || Has("/chat") || Has("/embeddings") || (Has("/models") && IsVendors(path)) ? Chat
            : Messages;

        bool Has(string route) => rest.StartsWithSegments(route, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Where to call instead of a path that does not exist; null for paths that no client of a vendor calls.</summary>
    public static string? Hint(HttpContext context) => Of(context.Request.Path) is null
        ? null
        : $"the gateway answers under {GatewayServices.Openai} and {GatewayServices.Anthropic}: "
            + "give clients of OpenAI's API the base URL "
            + $"{Base(context)}{GatewayServices.Openai}, and clients of Anthropic's {Base(context)}/anthropic";

    private static string Base(HttpContext context) => $"{context.Request.Scheme}://{context.Request.Host}";

    private static bool IsVendors(PathString path) => Routes.Any(route =>
        path.StartsWithSegments(route, StringComparison.OrdinalIgnoreCase)
        || path.StartsWithSegments("/v1" + route, StringComparison.OrdinalIgnoreCase));

    private static ErrorForm Of(ApiDialect dialect) => new((context, status, title, detail) =>
        GatewayError.Send(context, dialect, GatewayError.Of(status, $"{title}: {detail}")));
}
