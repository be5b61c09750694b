using RulesRouter.Client.Decisions;
using RulesRouter.Requests;

namespace RulesRouter.Client.Chat;

/// <summary>One decision carried out: the hop to call next, and what failed so far.</summary>
internal sealed class ChainWalk(DecisionResponse decision, double? deadlineMs, TimeProvider clock)
{
    private readonly long started = clock.GetTimestamp();
    private readonly List<HopFailure> failures = [];

    /// <summary>Position of the hop to call; null once none is left.</summary>
    public int? Next { get; private set; } = 0;

    /// <summary>Ends when the outcomes so far are stored; never an exception.</summary>
    public Task Reported { get; set; } = Task.CompletedTask;

    public IReadOnlyList<HopFailure> Failures => failures;

    public DecisionResponse Decision => decision;

    /// <summary>Until the deadline; null without one.</summary>
    public TimeSpan? Remaining => deadlineMs is { } milliseconds
        ? TimeSpan.FromMilliseconds(milliseconds) - clock.GetElapsedTime(started)
        : null;

    /// <summary>The first later hop that the failure leads to, and that can answer in time.</summary>
    public void Fail(HopFailure failure)
    {
        failures.Add(failure);
        var chain = decision.Chain;
        Next = null;
        for (var hop = failure.Hop + 1; hop < chain.Count && failure.Failed != FailureClass.InvalidRequest; hop++)
        {
            if (chain[hop].On.Contains(failure.Failed) && CanAnswerInTime(chain[hop]))
            {
                Next = hop;
                return;
            }
        }
    }

    /// <summary>A hop of unknown latency is called: the decision has let it into the chain.</summary>
    private bool CanAnswerInTime(DecisionHop hop) =>
        Remaining is not { } left || left > TimeSpan.Zero && !(hop.Estimate.LatencyP99Ms > left.TotalMilliseconds);
}
