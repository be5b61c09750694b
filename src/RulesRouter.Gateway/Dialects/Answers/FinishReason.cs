namespace RulesRouter.Gateway.Dialects.Answers;

/// <summary>Why an answer ended, in the words of no dialect.</summary>
internal enum FinishReason
{
    Stop,
    StopSequence,

    /// <summary>The maximum of output tokens.</summary>
    Length,

    /// <summary>The model's context is full.</summary>
    ContextWindow,

    ToolCalls,

    /// <summary>The vendor's filter, or a refusal that ended the turn.</summary>
    Filter,

    /// <summary>The upstream paused a turn of its own tools, and expects it back as it is.</summary>
    Pause,

    /// <summary>A reason that none of the dialects documents.</summary>
    Other,
}
