using RulesRouter.Conversations;
using RulesRouter.Tokens;

namespace RulesRouter.Requests;

/// <summary>The size of a request's text, which is all that a record keeps of it.</summary>
/// <param name="Characters">UTF-16 units of all messages together.</param>
/// <param name="Messages">At least 1.</param>
/// <param name="Tokens">Of everything that the model reads: messages, system text, tools, media. Null where it was not recorded.</param>
internal sealed record TextMeasure(int Characters, int Messages, TokenCount? Tokens = null)
{
    /// <summary>Null for a prompt, and where it was not recorded.</summary>
    public ConversationState? Conversation { get; init; }
}
