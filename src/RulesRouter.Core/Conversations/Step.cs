namespace RulesRouter.Conversations;

/// <summary>What a request asks for within its conversation.</summary>
internal enum Step
{
    /// <summary>The first request of the user, with no answer before it.</summary>
    FirstAsk,

    /// <summary>A later request of the user.</summary>
    FollowUp,

    /// <summary>The user agrees or says to go on.</summary>
    Assent,

    /// <summary>The client returns what tools gave.</summary>
    ToolStep,

    /// <summary>The same, and the last tool failed or an edit could not be applied.</summary>
    Retry,

    /// <summary>The client asks for itself: a title, a summary of the conversation, a commit message.</summary>
    Housekeeping,
}
