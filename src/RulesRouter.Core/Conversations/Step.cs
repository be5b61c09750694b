namespace RulesRouter.Conversations;

/// <summary>The part of a request in its conversation.</summary>
internal enum Step
{
    /// <summary>The first request of the user, with no answer before it.</summary>
    FirstAsk,

    /// <summary>A later request of the user.</summary>
    FollowUp,

    /// <summary>The user agrees or asks the assistant to continue.</summary>
    Assent,

    /// <summary>The client returns what tools gave.</summary>
    ToolStep,

    /// <summary>The same, and the last tool failed or an edit could not be applied.</summary>
    Retry,

    /// <summary>A request by the client itself: a title, a summary of the conversation, a commit message.</summary>
    Housekeeping,
}
