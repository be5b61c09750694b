namespace RulesRouter.Gateway.Dialects.Features;

/// <summary>What becomes of a feature at an upstream of another dialect.</summary>
internal enum Treatment
{
    Expressed,

    /// <summary>Left out and reported: the answer is of the same kind without it.</summary>
    Dropped,

    /// <summary>The upstream cannot answer the request.</summary>
    Excluded,
}
