using RulesRouter.Diagnostics;

namespace RulesRouter.Language.Checks;

/// <summary>What to do about the name of a policy that a file refers to and that cannot be found.</summary>
internal static class KnownPolicies
{
    private const int MaxNamed = 12;

    /// <summary>The nearest of the names, or all of them and where others may be.</summary>
    public static string Help(string name, IEnumerable<string> others)
    {
        var known = others.Where(other => other != name).Order(StringComparer.Ordinal).ToList();
        var elsewhere = $"if `{name}` is in another folder, pass that folder too";
        return Suggestion.DidYouMean(name, known, known.Count == 0
            ? $"no other policy is loaded; {elsewhere}"
            : $"policies are {string.Join(", ", known.Take(MaxNamed).Select(other => $"`{other}`"))}{More(known.Count)}; {elsewhere}");
    }

    private static string More(int count) => count > MaxNamed ? $" and {count - MaxNamed} more" : "";
}
