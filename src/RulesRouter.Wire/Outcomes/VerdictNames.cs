using System.Collections.Immutable;
using RulesRouter.Economics;

namespace RulesRouter.Wire.Outcomes;

/// <summary>The spelling of verdicts and their sources.</summary>
public static class VerdictNames
{
    /// <summary>In the order of <see cref="Verdict"/>.</summary>
    public static ImmutableArray<string> Verdicts { get; } = ["right", "wrong", "unanswered"];

    /// <summary>In the order of <see cref="VerdictSource"/>.</summary>
    public static ImmutableArray<string> Sources { get; } = ["verifier", "tests", "human", "merged", "reverted"];

    public static string NameOf(Verdict verdict) => Verdicts[(int)verdict];

    public static string NameOf(VerdictSource source) => Sources[(int)source];
}
