namespace RulesRouter.Conversations;

/// <summary>What a conversation shows of the work in it. A record keeps it in place of the text.</summary>
/// <param name="Message">Index of the message that is classified: the last request of the user.</param>
/// <param name="Turns">Answers of the assistant so far; several items in a row are one.</param>
/// <param name="Tokens">Of the messages, without system text apart from them and without tools.</param>
/// <param name="ToolFailures">The most failures in a row of one tool that has not succeeded since.</param>
/// <param name="FilesTouched">Different files that calls of tools wrote, or edits in the answers.</param>
/// <param name="LastTest">Null if no run of tests is recognised.</param>
internal sealed record ConversationState(
    int Message,
    Step Step,
    int Turns,
    int Tokens,
    int ToolFailures,
    int FilesTouched,
    TestOutcome? LastTest)
{
    /// <summary>Whether a message asks for something: false where the client sends assent or results of tools alone.</summary>
    public bool HasRequest { get; init; } = true;
}
