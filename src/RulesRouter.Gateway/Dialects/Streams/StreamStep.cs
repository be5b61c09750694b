namespace RulesRouter.Gateway.Dialects.Streams;

/// <summary>What an event is for a client of the same dialect.</summary>
internal enum StreamStep
{
    /// <summary>The client gets it.</summary>
    Forward,

    /// <summary>The client gets it last: the answer is complete with it, but usage or the mark of the end may follow.</summary>
    ForwardLast,

    /// <summary>Usage that follows the answer.</summary>
    UsageOnly,

    /// <summary>The client must not get it: it repeats what the client's library takes once.</summary>
    Omit,
}
