using Microsoft.AspNetCore.RateLimiting;

namespace RulesRouter.Service.Endpoints;

/// <summary>So many decisions at once, and no queue: who waits in one has lost the time that the decision was to save.</summary>
internal static class ConcurrencyLimit
{
    public const string Name = "decisions";

    public static void Add(IServiceCollection services, int most) => services.AddRateLimiter(limiter =>
    {
        limiter.AddConcurrencyLimiter(Name, limits => (limits.PermitLimit, limits.QueueLimit) = (most, 0));
        limiter.OnRejected = async (rejected, _) =>
        {
            rejected.HttpContext.Response.Headers.RetryAfter = "1";
            await new Problem(StatusCodes.Status429TooManyRequests, "too many requests", $"{most} decisions are under way; try again in a second", []).Send(rejected.HttpContext).ConfigureAwait(false);
        };
    });
}
