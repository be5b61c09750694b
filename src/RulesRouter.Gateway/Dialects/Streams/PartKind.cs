namespace RulesRouter.Gateway.Dialects.Streams;

/// <summary>What a part of a stream holds.</summary>
internal enum PartKind
{
    Text,
    Refusal,
    Reasoning,
    ToolCall,
}
