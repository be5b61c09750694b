using System.Diagnostics;

namespace RulesRouter.Decisions;

/// <summary>The arm of a split that a decision used.</summary>
/// <param name="Key">The fact or attribute that drew it.</param>
/// <param name="Arm">The arm of the chosen endpoint.</param>
/// <param name="Drawn">The arm drawn first.</param>
public sealed record SplitChoice(string Key, string Arm, string Drawn)
{
    /// <summary>False if the request lacks the key: the first arm is used.</summary>
    public bool KnowsKey { get; init; } = true;

    /// <summary>Why <see cref="Arm"/> is not <see cref="Drawn"/>.</summary>
    public ArmChange Change { get; init; }

    public override string ToString() =>
        $"arm {Arm} of the split by {Key}{(KnowsKey ? "" : " (unknown, so the first arm is used)")}{Reason}";

    private string Reason => Change switch
    {
        ArmChange.None => "",
        ArmChange.NoEligibleEndpoint => $": no endpoint of arm {Drawn} satisfies all constraints",
        ArmChange.SessionContinues => $": the session stays with its endpoint; arm {Drawn} was drawn",
        ArmChange.SharedWithAttempts => $": every eligible endpoint of arm {Drawn} shares a provider or failure domain with an attempt",
        _ => throw new UnreachableException($"{Change}"),
    };
}
