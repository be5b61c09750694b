using RulesRouter.Policies.Conditions;

namespace RulesRouter.Verification.Proving.Encoding;

/// <summary>A predicate on a string.</summary>
/// <param name="Key">Equal for equal predicates.</param>
/// <param name="Case">
/// Changes of case before the test, as a sequence of <c>L</c> and <c>U</c>; predicates imply each other only within one sequence.
/// </param>
/// <param name="Kind">Null for equality after a change of case.</param>
/// <param name="Literal">0 until assigned.</param>
internal sealed record TextPredicate(string Key, string Case, StringTest? Kind, string Part, Func<string, bool> Test, int Literal = 0)
{
    /// <summary>True only if every string that satisfies this satisfies <paramref name="other"/>.</summary>
    public bool Implies(TextPredicate other) => Case == other.Case && (Kind, other.Kind) switch
    {
        (StringTest.StartsWith, StringTest.StartsWith) => Part.StartsWith(other.Part, StringComparison.Ordinal),
        (StringTest.EndsWith, StringTest.EndsWith) => Part.EndsWith(other.Part, StringComparison.Ordinal),
        ({ }, StringTest.Contains) => Part.Contains(other.Part, StringComparison.Ordinal),
        (StringTest.StartsWith or StringTest.EndsWith or StringTest.Contains or null, _) => false,
    };

    /// <summary>True only if no string satisfies both.</summary>
    public bool Excludes(TextPredicate other) => Case == other.Case && (Kind, other.Kind) switch
    {
        (StringTest.StartsWith, StringTest.StartsWith) => !Part.StartsWith(other.Part, StringComparison.Ordinal)
            && !other.Part.StartsWith(Part, StringComparison.Ordinal),
        (StringTest.EndsWith, StringTest.EndsWith) => !Part.EndsWith(other.Part, StringComparison.Ordinal)
            && !other.Part.EndsWith(Part, StringComparison.Ordinal),
        (StringTest.StartsWith or StringTest.EndsWith or StringTest.Contains or null, _) => false,
    };
}
