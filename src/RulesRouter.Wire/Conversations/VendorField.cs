namespace RulesRouter.Wire.Conversations;

/// <summary>Fields of a vendor's body that a decision depends on; the JSON has them in snake case.</summary>
internal enum VendorField
{
    Model,
    Messages,
    Input,
    Instructions,
    System,
    Tools,
    Functions,
    McpServers,
    MaxTokens,
    MaxCompletionTokens,
    MaxOutputTokens,
    ResponseFormat,
    Text,
    OutputConfig,
    OutputFormat,
    ReasoningEffort,
    Reasoning,
    Thinking,
    PreviousResponseId,
    Conversation,
    Modalities,
    N,
}
