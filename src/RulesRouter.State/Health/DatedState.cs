namespace RulesRouter.State.Health;

/// <param name="At">When it was set, in ms since 1970: of two states of an endpoint, the later one counts.</param>
internal sealed record DatedState(ManualState State, long At);
