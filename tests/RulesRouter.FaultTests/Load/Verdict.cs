using System.Collections.Concurrent;

namespace RulesRouter.FaultTests.Load;

/// <summary>What came of a load. Thread-safe.</summary>
internal sealed class Verdict
{
    private int sent;

    /// <summary>Requests for decisions and reports of outcomes.</summary>
    public int Sent => sent;

    /// <summary>Every decision that was answered with 200.</summary>
    public ConcurrentDictionary<string, AcknowledgedDecision> Decisions { get; } = new(StringComparer.Ordinal);

    /// <summary>Decisions whose outcome was accepted, with 200 or 202, with the cost in US dollars.</summary>
    public ConcurrentDictionary<string, decimal> Outcomes { get; } = new(StringComparer.Ordinal);

    /// <summary>Decisions whose outcome was sent, whether or not an answer came, with the cost in US dollars.</summary>
    public ConcurrentDictionary<string, decimal> Reported { get; } = new(StringComparer.Ordinal);

    /// <summary>Answers that are not the decision that the policies determine.</summary>
    public ConcurrentQueue<string> Wrong { get; } = new();

    /// <summary>Answers with a status of 500 and above.</summary>
    public ConcurrentQueue<string> ServerErrors { get; } = new();

    /// <summary>Requests without an answer: the connection was refused or broke.</summary>
    public ConcurrentQueue<string> Unanswered { get; } = new();

    /// <summary>Answers with another status than expected.</summary>
    public ConcurrentQueue<string> Rejected { get; } = new();

    /// <summary>Decisions that were denied since the store of budgets was lost.</summary>
    public int DeniedUnknown => Decisions.Values.Count(one => one.Text.Contains("\"budget-unknown\"", StringComparison.Ordinal));

    public void Send() => Interlocked.Increment(ref sent);

    /// <summary>Fails with the first examples, unless every request was answered with what the policies determine.</summary>
    public void AssertFaultless(bool mayBeUnanswered = false)
    {
        Assert.NotEmpty(Decisions);
        Assert.Empty(Wrong.Take(3));
        Assert.Empty(ServerErrors.Take(3));
        Assert.Empty(Rejected.Take(3));
        Assert.True(mayBeUnanswered || Unanswered.IsEmpty, $"{Unanswered.Count} unanswered, such as {Unanswered.FirstOrDefault()}");
    }
}
