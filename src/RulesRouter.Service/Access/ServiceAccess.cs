using RulesRouter.Access;

namespace RulesRouter.Service.Access;

/// <summary>Finds out who calls. Every request has a <see cref="Caller"/> as a feature before an endpoint runs.</summary>
internal static class ServiceAccess
{
    private static readonly Caller Local = new() { Scopes = [.. Enum.GetValues<AccessScope>()] };

    public static void UseAccess(this WebApplication app) => app.Use(static (context, next) =>
    {
        context.Features.Set(Local);
        return next(context);
    });
}
