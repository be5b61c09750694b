namespace RulesRouter.Gateway.Chains;

/// <summary>What comes next.</summary>
internal abstract record ChainStep
{
    private ChainStep()
    {
    }

    /// <summary>Call a hop.</summary>
    /// <param name="Hop">Place in the chain.</param>
    /// <param name="Wait">Before the call.</param>
    internal sealed record Call(int Hop, TimeSpan Wait) : ChainStep;

    /// <summary>The chain is at its end.</summary>
    internal sealed record Stop(StopReason Reason) : ChainStep;
}
