namespace RulesRouter.Gateway.Chains;

/// <summary>A hop that was passed over.</summary>
/// <param name="Hop">Place in the chain.</param>
/// <param name="Reason">As a clause: "its p99 of 900 ms exceeds the remaining 400 ms".</param>
internal sealed record SkippedHop(int Hop, string Reason);
