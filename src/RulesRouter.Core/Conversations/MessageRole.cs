namespace RulesRouter.Conversations;

/// <summary>The author of a message.</summary>
public enum MessageRole
{
    System,

    /// <summary>As <see cref="System"/>, in the words of newer models.</summary>
    Developer,
    User,
    Assistant,

    /// <summary>The client, with what a tool returned.</summary>
    Tool,

    /// <summary>The same in the older function calls of Chat Completions.</summary>
    Function,
}
