namespace RulesRouter.Decisions;

/// <summary>The arm of a split that a decision took.</summary>
/// <param name="Key">The fact or attribute that drew it.</param>
/// <param name="Arm">Whose endpoint was chosen.</param>
/// <param name="Drawn">Whose turn it was; another one than <paramref name="Arm"/> where nobody there met every demand.</param>
public sealed record SplitChoice(string Key, string Arm, string Drawn)
{
    /// <summary>False: the request did not say it, and the first arm's turn it was.</summary>
    public bool KnowsKey { get; init; } = true;

    public override string ToString() =>
        $"arm {Arm} of the split by {Key}{(KnowsKey ? "" : ", which is unknown: that is the first arm's")}{(Arm == Drawn ? "" : $", as nobody of arm {Drawn} met every demand")}";
}
