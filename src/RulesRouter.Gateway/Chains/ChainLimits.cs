namespace RulesRouter.Gateway.Chains;

/// <summary>How long the calls of a chain may take, and how often one endpoint is called.</summary>
internal sealed record ChainLimits
{
    /// <summary>Until a connection to the upstream is open.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>From the call until the first content of a stream, or until the whole answer if it is no stream.</summary>
    public TimeSpan FirstToken { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Between two parts of a stream.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>For all calls together; a request's deadline shortens it.</summary>
    public TimeSpan Total { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>When a client that waits for a stream gets headers and keep-alive events; other endpoints may still follow.</summary>
    public TimeSpan CommitAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Further calls of one endpoint when no other endpoint may follow; at least 0.</summary>
    public int Retries { get; init; } = 1;

    /// <summary>The longest wait before a further call; an upstream that asks for more is not called again.</summary>
    public TimeSpan MaxRetryWait { get; init; } = TimeSpan.FromSeconds(10);
}
