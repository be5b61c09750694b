using System.Globalization;
using System.Threading.RateLimiting;
using RulesRouter.Access;
using RulesRouter.Service.Options;

namespace RulesRouter.Service.Access;

/// <summary>
/// Limits of requests per second and of concurrent requests, for each caller apart. No queue: a request over a limit is 429.
/// </summary>
internal sealed class CallerRates : IDisposable
{
    private readonly CallerLimits defaults;
    private readonly PartitionedRateLimiter<Caller> rates;
    private readonly PartitionedRateLimiter<Caller> concurrency;

    public CallerRates(AccessOptions options)
    {
        defaults = options.Limits;
        rates = PartitionedRateLimiter.Create<Caller, (string?, double, int)>(caller =>
        {
            var limits = Of(caller);
            var rate = limits.RequestsPerSecond!.Value;
            return RateLimitPartition.GetTokenBucketLimiter(
                (caller.KeyId, rate, limits.Burst ?? (int)Math.Clamp(rate, 1, int.MaxValue)),
                static key => Bucket(key.Item2, key.Item3));
        });
        concurrency = PartitionedRateLimiter.Create<Caller, (string?, int)>(caller => RateLimitPartition.GetConcurrencyLimiter(
            (caller.KeyId, Of(caller).Concurrent!.Value),
            static key => new ConcurrencyLimiterOptions { PermitLimit = key.Item2, QueueLimit = 0 }));
    }

    /// <summary>Runs the request if the caller is within its limits.</summary>
    public Task Run(HttpContext context, RequestDelegate next)
    {
        var caller = context.Caller();
        var limits = Of(caller);
        return limits.RequestsPerSecond is null && limits.Concurrent is null ? next(context) : Run(context, next, caller, limits);
    }

    public void Dispose()
    {
        rates.Dispose();
        concurrency.Dispose();
    }

    private async Task Run(HttpContext context, RequestDelegate next, Caller caller, CallerLimits limits)
    {
        using var running = limits.Concurrent is null ? null : concurrency.AttemptAcquire(caller);
        if (running is { IsAcquired: false })
        {
            await Reject(context, $"{caller.Name} has {limits.Concurrent} requests running, which is its maximum", 1).ConfigureAwait(false);
            return;
        }

        using var counted = limits.RequestsPerSecond is null ? null : rates.AttemptAcquire(caller);
        if (counted is { IsAcquired: false })
        {
            var wait = counted.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after.TotalSeconds : 0;
            var rate = string.Create(CultureInfo.InvariantCulture, $"{limits.RequestsPerSecond}");
            await Reject(context, $"{caller.Name} may make {rate} requests per second", Math.Max(1, (int)Math.Ceiling(wait)))
                .ConfigureAwait(false);
            return;
        }

        await next(context).ConfigureAwait(false);
    }

    private CallerLimits Of(Caller caller) => new(
        caller.Limits.RequestsPerSecond ?? defaults.RequestsPerSecond,
        caller.Limits.Burst ?? (caller.Limits.RequestsPerSecond is null ? defaults.Burst : null),
        caller.Limits.Concurrent ?? defaults.Concurrent);

    /// <summary>The rate as whole tokens per period, of at least a tenth of a second.</summary>
    private static TokenBucketRateLimiterOptions Bucket(double perSecond, int burst)
    {
        var tokens = (int)Math.Clamp(Math.Ceiling(perSecond / 10), 1, burst);
        return new TokenBucketRateLimiterOptions
        {
            TokenLimit = burst,
            TokensPerPeriod = tokens,
            ReplenishmentPeriod = TimeSpan.FromSeconds(tokens / perSecond),
            QueueLimit = 0,
            AutoReplenishment = true,
        };
    }

    private static Task Reject(HttpContext context, string reason, int seconds)
    {
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return AccessProblem.Send(
            context,
            StatusCodes.Status429TooManyRequests,
            "too many requests",
            $"{reason}; try again in {(seconds == 1 ? "a second" : $"{seconds} seconds")}");
    }
}
