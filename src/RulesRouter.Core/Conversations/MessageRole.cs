namespace RulesRouter.Conversations;

/// <summary>The author of a message.</summary>
public enum MessageRole
{
    System,

    /// <summary>As <see cref="System"/>, in APIs of newer models.</summary>
    Developer,
    User,
    Assistant,

    /// <summary>The client, with the result of a tool.</summary>
    Tool,

    /// <summary>The same in the older function calls of Chat Completions.</summary>
    Function,
}
