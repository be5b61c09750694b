using RulesRouter.Catalog;
using RulesRouter.Service.Access;

namespace RulesRouter.Service.Gateway;

/// <summary>
/// Every error on a gateway route in the client's dialect, also where no handler runs: rejected credentials, limits, unknown routes,
/// wrong methods, internal errors. A client's SDK reads no other form.
/// </summary>
internal static class GatewayErrorForm
{
    private static readonly ErrorForm Chat = Of(ApiDialect.OpenaiChat);
    private static readonly ErrorForm Responses = Of(ApiDialect.OpenaiResponses);
    private static readonly ErrorForm Messages = Of(ApiDialect.AnthropicMessages);

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
        var isOpenai = path.StartsWithSegments(GatewayServices.Openai, StringComparison.OrdinalIgnoreCase, out var rest);
        if (!isOpenai && !path.StartsWithSegments(GatewayServices.Anthropic, StringComparison.OrdinalIgnoreCase, out rest))
        {
            return null;
        }

        return Has("/messages") ? Messages
            : Has("/responses") ? Responses
            : isOpenai || Has("/chat") || Has("/embeddings") ? Chat
            : Messages;

        bool Has(string route) => rest.StartsWithSegments(route, StringComparison.OrdinalIgnoreCase);
    }

    private static ErrorForm Of(ApiDialect dialect) => new((context, status, title, detail) =>
        GatewayError.Send(context, dialect, GatewayError.Of(status, $"{title}: {detail}")));
}
