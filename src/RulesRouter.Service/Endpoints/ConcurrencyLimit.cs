namespace RulesRouter.Service.Endpoints;

/// <summary>
/// So many decisions at once, and no queue: who waits in one has lost the time that the decision was to save. A number that goes up and down,
/// as the middleware for this and its limiter take locks that a decision of a few microseconds notices.
/// </summary>
internal sealed class ConcurrencyLimit(ServiceOptions options)
{
    private int underWay;

    /// <summary>False where there are too many; otherwise <see cref="Leave"/> must follow.</summary>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref underWay) <= options.MaxConcurrent)
        {
            return true;
        }

        Leave();
        return false;
    }

    public void Leave() => Interlocked.Decrement(ref underWay);

    public Task Refuse(HttpContext context)
    {
        context.Response.Headers.RetryAfter = "1";
        return new Problem(StatusCodes.Status429TooManyRequests, "too many requests", $"{options.MaxConcurrent} decisions are under way; try again in a second", []).Send(context);
    }
}
