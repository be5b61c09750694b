namespace RulesRouter.Gateway.Dialects.Requests;

/// <summary>Whether the model has to call a tool.</summary>
internal abstract record ToolChoice
{
    public sealed record Auto : ToolChoice;

    public sealed record None : ToolChoice;

    /// <summary>Any of them.</summary>
    public sealed record Required : ToolChoice;

    public sealed record Tool(string Name) : ToolChoice;
}
