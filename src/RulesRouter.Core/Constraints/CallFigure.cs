namespace RulesRouter.Constraints;

/// <summary>A figure of one call to an endpoint that depends on the request.</summary>
internal enum CallFigure
{
    /// <summary>US dollars per million tokens of input, in force for the call's input length.</summary>
    InputPrice,

    /// <summary>US dollars per million tokens of output, in force for the call's input length.</summary>
    OutputPrice,

    /// <summary>Milliseconds of the whole answer at its expected length, at p99.</summary>
    LatencyP99Ms,

    /// <summary>US dollars at most.</summary>
    WorstCaseUsd,

    /// <summary>Mean of the catalog's quality figures for the task, 0..1.</summary>
    Quality,
}
