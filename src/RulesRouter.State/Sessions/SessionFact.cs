namespace RulesRouter.State.Sessions;

/// <summary>What a session value says. The numbers are stored.</summary>
internal enum SessionFact
{
    /// <summary>The highest values of <c>raiseOnly</c> attributes.</summary>
    Attributes = 0,

    /// <summary>The classification of the last request.</summary>
    Task = 1,

    /// <summary>Which endpoint answered last, and what each holds cached.</summary>
    Conversation = 2,

    /// <summary>The endpoint that stores a response.</summary>
    Response = 3,
}
