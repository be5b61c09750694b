namespace RulesRouter.FaultTests.Load;

/// <summary>How much a load asks for.</summary>
internal sealed record LoadOptions
{
    /// <summary>Concurrent callers.</summary>
    public int Callers { get; init; } = 8;

    /// <summary>Of the routed decisions of a caller, every Nth turn reports an outcome, to another instance where there is one.</summary>
    public int ReportEvery { get; init; } = 4;

    /// <summary>Turns of a caller with the same session; null for no sessions.</summary>
    public int? RequestsPerSession { get; init; }

    /// <summary>So many groups of callers have sessions of their own.</summary>
    public int SharedBy { get; init; } = 1;

    /// <summary>Between two requests of a caller.</summary>
    public TimeSpan Pause { get; init; }

    /// <summary>US dollars that carrying out a decision cost.</summary>
    public Func<AcknowledgedDecision, decimal> CostOf { get; init; } = static _ => 0.0001m;
}
