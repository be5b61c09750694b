namespace RulesRouter.Gateway.Dialects.Answers;

/// <summary>What a tool takes.</summary>
internal enum ToolCallKind
{
    /// <summary>A JSON object.</summary>
    Function,

    /// <summary>Any text.</summary>
    Custom,
}
