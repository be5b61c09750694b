namespace RulesRouter.State.Health;

/// <summary>What a person set about an endpoint or a provider.</summary>
/// <param name="Endpoint">Id of an endpoint or a provider.</param>
/// <param name="IsUp">True: circuit breakers do not exclude it; false: no request is routed to it.</param>
/// <param name="Until">When it ends; null: when it is set again.</param>
internal sealed record ManualState(string Endpoint, bool IsUp, DateTimeOffset? Until, string Reason)
{
    public bool AppliesAt(DateTimeOffset now) => !(now >= Until);
}
