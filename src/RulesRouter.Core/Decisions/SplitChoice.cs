namespace RulesRouter.Decisions;

/// <summary>The arm of a split that a decision used.</summary>
/// <param name="Key">The fact or attribute that drew it.</param>
/// <param name="Arm">The arm of the chosen endpoint.</param>
/// <param name="Drawn">The arm drawn first; not <paramref name="Arm"/> if no endpoint of it satisfies all constraints.</param>
public sealed record SplitChoice(string Key, string Arm, string Drawn)
{
    /// <summary>False if the request lacks the key: the first arm is used.</summary>
    public bool KnowsKey { get; init; } = true;

    public override string ToString() =>
        $"arm {Arm} of the split by {Key}{(KnowsKey ? "" : " (unknown, so the first arm is used)")}{(Arm == Drawn ? "" : $": no endpoint of arm {Drawn} satisfies all constraints")}";
}
