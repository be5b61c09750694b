using RulesRouter.Policies.Conditions;
using RulesRouter.Verification.Proving.Encoding;

namespace RulesRouter.Verification.Proving.Searching;

/// <summary>Finds a string with the value, or the prefixes, suffixes, parts and length, of a solver's model.</summary>
internal static class TextChoice
{
    private const string Filler = "~";
    private const int MaxLength = 100_000;

    /// <summary>Null if no candidate fits.</summary>
    public static string? Find(TextVariable text, string otherwise, Func<int, bool> isTrue) =>
        Candidates(text, otherwise, isTrue).FirstOrDefault(candidate => Fits(text, candidate, isTrue));

    public static IEnumerable<string> Candidates(TextVariable text, string otherwise, Func<int, bool> isTrue)
    {
        foreach (var (value, literal) in text.Constants)
        {
            if (isTrue(literal))
            {
                return [value];
            }
        }

        var wanted = text.Predicates.Where(predicate => isTrue(predicate.Literal)).ToList();
        var prefix = Longest(wanted, StringTest.StartsWith);
        var suffix = Longest(wanted, StringTest.EndsWith);
        var parts = wanted.Where(predicate => predicate.Kind == StringTest.Contains).Select(predicate => predicate.Part).ToList();
        var equal = wanted.Where(predicate => predicate.Kind is null).Select(predicate => predicate.Part).ToList();
        string[] middles = [Filler, string.Join(Filler, parts), Filler + string.Join(Filler, parts) + Filler, string.Concat(parts), ""];
        return new[] { otherwise, "", Filler }
            .Concat(equal.SelectMany(Cases))
            .Concat(middles.Select(middle => prefix + middle + suffix))
            .Concat(Overlapping(prefix, suffix))
            .SelectMany(candidate => new[] { candidate }.Concat(Cases(candidate)))
            .Select(candidate => Padded(text, candidate, prefix.Length))
            .Distinct(StringComparer.Ordinal);
    }

    public static bool Fits(TextVariable text, string candidate, Func<int, bool> isTrue)
    {
        var (shortest, longest) = text.Length.Cell();
        return candidate.Length >= shortest && candidate.Length <= longest
            && text.Constants.All(pair => isTrue(pair.Value) == (pair.Key == candidate))
            && text.Predicates.All(predicate => isTrue(predicate.Literal) == predicate.Test(candidate));
    }

    private static string Longest(List<TextPredicate> wanted, StringTest test) =>
        wanted.Where(predicate => predicate.Kind == test).Select(predicate => predicate.Part).MaxBy(part => part.Length) ?? "";

    private static IEnumerable<string> Overlapping(string prefix, string suffix)
    {
        for (var shared = Math.Min(prefix.Length, suffix.Length); shared > 0; shared--)
        {
            if (prefix.EndsWith(suffix[..shared], StringComparison.Ordinal))
            {
                yield return prefix + suffix[shared..];
            }
        }
    }

    private static IEnumerable<string> Cases(string text) =>
        text.Length == 0
            ? []
            :
            [
                text.ToUpperInvariant(),
                text.ToLowerInvariant(),
                char.ToUpperInvariant(text[0]) + text[1..].ToLowerInvariant(),
                text[..^1] + char.ToUpperInvariant(text[^1]),
            ];

    private static string Padded(TextVariable text, string candidate, int at)
    {
        var (shortest, longest) = text.Length.Cell();
        return candidate.Length < shortest && shortest <= MaxLength
            ? candidate.Insert(Math.Min(at, candidate.Length), new string(Filler[0], (int)shortest - candidate.Length))
            : candidate.Length > longest && longest == 0 ? "" : candidate;
    }
}
