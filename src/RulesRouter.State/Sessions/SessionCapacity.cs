namespace RulesRouter.State.Sessions;

/// <summary>How many values of each fact a credential may have at a time; those that expire first are forgotten.</summary>
internal static class SessionCapacity
{
    public const int Default = 20_000;
}
