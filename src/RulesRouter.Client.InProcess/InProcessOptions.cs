using RulesRouter.Client.Chat;
using RulesRouter.Client.Outcomes;

namespace RulesRouter.Client.InProcess;

/// <summary>Settings of decisions that are made in the process of the application.</summary>
public sealed class InProcessOptions
{
    /// <summary>What is loaded, and how it decides; required.</summary>
    public RouterOptions? Router { get; set; }

    /// <summary>Time between two checks for changed files; above 0.</summary>
    public TimeSpan RefreshEvery { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Gets the outcomes that are reported, such as calls that gave no answer; null to drop them. Nothing in this process learns from
    /// outcomes.
    /// </summary>
    public Func<IReadOnlyList<Outcome>, CancellationToken, Task>? OnOutcomes { get; set; }

    /// <summary>How chats are routed.</summary>
    public RoutingChatOptions Chat { get; } = new();
}
