using System.Text.RegularExpressions;
using RulesRouter.Constraints;
using RulesRouter.Obligations;
using RulesRouter.Source;

namespace RulesRouter.Verification.Properties;

/// <summary>
/// Replaces names as decisions print them, such as <c>constrained.dataRetentionDays.max</c> or <c>constraints.providers.allow</c>, by the
/// names of facts. A fact's name is never longer and is padded with spaces, so that every other character keeps its place.
/// </summary>
internal static partial class PrintedNames
{
    private static readonly Dictionary<string, string> Facts = ConstraintTable.All
        .SelectMany(
            definition =>
                new[] { ($"constrained.{definition.Name}", DecisionFacts.NameOf(definition)),
                    ($"constraints.{definition.Name}", DecisionFacts.NameOf(definition)) })
        .Concat(ObligationTable.All.Select(definition => ($"obligations.{definition.Name}", DecisionFacts.NameOf(definition))))
        .Where(pair => pair.Item1 != pair.Item2 && pair.Item2.Length <= pair.Item1.Length)
        .DistinctBy(pair => pair.Item1)
        .ToDictionary(pair => pair.Item1, pair => pair.Item2, StringComparer.Ordinal);

    public static EmbeddedSource Replace(EmbeddedSource text) =>
        text with { Text = NamesAndStrings().Replace(text.Text, match => Replaced(match.Value)) };

    /// <summary>The longest leading part that is a printed name is replaced; what follows it, a method or a difference, stays.</summary>
    private static string Replaced(string path)
    {
        for (var end = path.Length; end > 0; end = path.LastIndexOfAny(['.', '-'], end - 1))
        {
            if (Facts.TryGetValue(path[..end], out var fact))
            {
                return end == path.Length ? fact.PadRight(end) : fact.PadLeft(end) + path[end..];
            }
        }

        return path;
    }

    [GeneratedRegex("""
        "(?:\\.|[^"\\])*" | \b(?:constrained|constraints|obligations)(?:[.-][A-Za-z_]\w*)+
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex NamesAndStrings();
}
