namespace RulesRouter.Wire.Conversations;

/// <summary>What a message, item or content part is.</summary>
internal enum NodeKind
{
    Message,
    Text,
    Image,
    Audio,
    File,
    ToolCall,
    ToolResult,
    Reasoning,

    /// <summary>Nothing that a model reads.</summary>
    Silent,

    /// <summary>Counted by its size; its fields are not checked.</summary>
    Sized,

    /// <summary>A call of a vendor's own tool: its JSON is the arguments, its fields are not checked.</summary>
    SizedCall,

    /// <summary>The result of a vendor's own tool: its JSON is the content, its fields are not checked.</summary>
    SizedResult,
}
