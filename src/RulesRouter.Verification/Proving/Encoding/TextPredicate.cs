using RulesRouter.Policies.Conditions;

namespace RulesRouter.Verification.Proving.Encoding;

/// <summary>Something that is true or false of a text.</summary>
/// <param name="Key">Equal for equal predicates.</param>
/// <param name="Case">What is done to the text's case before it is tested, as a chain of <c>L</c> and <c>U</c>; predicates relate only within one.</param>
/// <param name="Kind">Null for equality after a change of case, and for lengths.</param>
/// <param name="Literal">0 until it has one.</param>
internal sealed record TextPredicate(string Key, string Case, StringTest? Kind, string Part, Func<string, bool> Test, int Literal = 0)
{
    /// <summary>True only if every text for which this holds is one for which <paramref name="other"/> does.</summary>
    public bool Implies(TextPredicate other) => Case == other.Case && (Kind, other.Kind) switch
    {
        (StringTest.StartsWith, StringTest.StartsWith) => Part.StartsWith(other.Part, StringComparison.Ordinal),
        (StringTest.EndsWith, StringTest.EndsWith) => Part.EndsWith(other.Part, StringComparison.Ordinal),
        ({ }, StringTest.Contains) => Part.Contains(other.Part, StringComparison.Ordinal),
        _ => false,
    };

    /// <summary>True only if no text has both.</summary>
    public bool Excludes(TextPredicate other) => Case == other.Case && (Kind, other.Kind) switch
    {
        (StringTest.StartsWith, StringTest.StartsWith) => !Part.StartsWith(other.Part, StringComparison.Ordinal) && !other.Part.StartsWith(Part, StringComparison.Ordinal),
        (StringTest.EndsWith, StringTest.EndsWith) => !Part.EndsWith(other.Part, StringComparison.Ordinal) && !other.Part.EndsWith(Part, StringComparison.Ordinal),
        _ => false,
    };
}
