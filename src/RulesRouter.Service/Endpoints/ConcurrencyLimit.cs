using RulesRouter.Service.Options;

namespace RulesRouter.Service.Endpoints;

/// <summary>
/// A limit on concurrent decisions without a queue: waiting would cost the time that a decision saves. A plain counter, because the limiter
/// of the framework takes locks, which are measurable next to a decision of a few microseconds.
/// </summary>
internal sealed class ConcurrencyLimit(ServiceOptions options)
{
    private int running;

    /// <summary>False over the limit; otherwise <see cref="Leave"/> must follow.</summary>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref running) <= options.MaxConcurrent)
        {
            return true;
        }

        Leave();
        return false;
    }

    public void Leave() => Interlocked.Decrement(ref running);

    public Task Reject(HttpContext context)
    {
        context.Response.Headers.RetryAfter = "1";
        return new Problem(
            StatusCodes.Status429TooManyRequests,
            "too many requests",
            $"{options.MaxConcurrent} decisions are running, which is the maximum; try again in a second",
            []).Send(context);
    }
}
