namespace RulesRouter.Requests;

/// <summary>The part of a request's text that a test reads.</summary>
internal enum TextPart
{
    /// <summary>The prompt, or the last request of the user.</summary>
    Request,

    /// <summary>System and developer messages, and system text apart from the messages.</summary>
    System,

    /// <summary>All text: the messages of both sides, calls of tools and their results, system text.</summary>
    Everything,
}
