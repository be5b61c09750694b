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

    /// <summary>
    /// P(success) at the task's reference difficulty with the ability at a cautious quantile, 0..1; unknown where no published score of the
    /// model is known.
    /// </summary>
    Quality,

    /// <summary>The same for every model, from what is known of others where it has no score of its own.</summary>
    QualityOrPrior,
}
