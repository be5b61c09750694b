using RulesRouter.Catalog;
using RulesRouter.Tokens;

namespace RulesRouter.Requests;

/// <summary>What a classifier may read: the text of the request and what the caller said about it.</summary>
/// <param name="Text">The last user message, or the prompt; may be empty. Never stored.</param>
/// <param name="Tokens">Of all messages together.</param>
/// <param name="MessageCount">At least 1; system and developer messages are not counted.</param>
/// <param name="Task">The caller's own task; a classifier keeps it and conditions on it.</param>
internal readonly record struct ClassifierInput(string Text, TokenCount Tokens, int MessageCount, TaskKind? Task)
{
    /// <summary>The text of the system and developer messages; null or empty if there are none. Never stored.</summary>
    public string? SystemText { get; init; }

    /// <summary>Whether the model may call tools.</summary>
    public bool HasTools { get; init; }

    /// <summary>A request of one message.</summary>
    public static ClassifierInput Of(string text, TaskKind? task = null) => new(text, TokenCounter.Count(text), 1, task);
}
