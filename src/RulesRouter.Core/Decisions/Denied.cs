namespace RulesRouter.Decisions;

/// <summary>A decision that chose no endpoint.</summary>
public sealed record Denied : Decision
{
    public required DenialCode Code { get; init; }

    /// <summary>The reasons of every matched deny rule, or the obligations that are not supported.</summary>
    public ValueList<string> Reasons { get; init; }
}
