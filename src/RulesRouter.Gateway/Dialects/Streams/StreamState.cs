namespace RulesRouter.Gateway.Dialects.Streams;

/// <summary>How far a stream came.</summary>
internal enum StreamState
{
    Open,

    /// <summary>The upstream ended its answer properly.</summary>
    Completed,

    /// <summary>The upstream sent an error, broke off, or sent what cannot be read.</summary>
    Failed,
}
