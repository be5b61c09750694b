using System.Globalization;
using System.Text.RegularExpressions;

namespace RulesRouter.Verification.Mutating;

/// <summary>A replacement of a part of an expression.</summary>
internal readonly record struct ExpressionEdit(int Start, int Length, string Replacement, string Change)
{
    public string Apply(string text) => string.Concat(text.AsSpan(0, Start), Replacement, text.AsSpan(Start + Length));
}

/// <summary>Small changes of a condition: relation, connective, constant, negation, list member.</summary>
internal static partial class ExpressionEdits
{
    private static readonly Dictionary<string, string[]> Replacements = new(StringComparer.Ordinal)
    {
        ["<"] = ["<=", ">="],
        ["<="] = ["<", ">"],
        [">"] = [">=", "<="],
        [">="] = [">", "<"],
        ["=="] = ["!="],
        ["!="] = ["=="],
        ["and"] = ["or"],
        ["or"] = ["and"],
        ["&&"] = ["||"],
        ["||"] = ["&&"],
    };

    public static IEnumerable<ExpressionEdit> Of(string text)
    {
        yield return new ExpressionEdit(0, text.Length, $"not ({text})", "the condition was negated");
        foreach (Match token in Tokens().Matches(text))
        {
            foreach (var edit in OfToken(text, token))
            {
                yield return edit;
            }
        }

        foreach (var member in FirstMembers()
            .Matches(text)
            .Concat(LaterMembers().Matches(text))
            .Where(member => !InText(text, member.Index)))
        {
            yield return new ExpressionEdit(member.Index, member.Length, "", $"{member.Groups["name"].Value} was removed from the list");
        }
    }

    private static IEnumerable<ExpressionEdit> OfToken(string text, Match token)
    {
        if (Replacements.TryGetValue(token.Value, out var others))
        {
            return others.Select(other => new ExpressionEdit(token.Index, token.Length, other, $"`{token.Value}` became `{other}`"));
        }

        return char.IsAsciiDigit(token.Value[0]) ? Constants(token) : [];
    }

    /// <summary>The neighbours in the last written digit.</summary>
    private static IEnumerable<ExpressionEdit> Constants(Match token)
    {
        if (!decimal.TryParse(token.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
        {
            yield break;
        }

        var point = token.Value.IndexOf('.');
        var step = point < 0 || token.Value.Contains('e', StringComparison.OrdinalIgnoreCase)
            ? 1m
            : (decimal)Math.Pow(10, point + 1 - token.Length);
        foreach (var other in new[] { value + step, value - step }.Where(other => other >= 0))
        {
            var shown = other.ToString(CultureInfo.InvariantCulture);
            yield return new ExpressionEdit(token.Index, token.Length, shown, $"`{token.Value}` became `{shown}`");
        }
    }

    private static bool InText(string text, int index) =>
        Tokens().Matches(text).Any(token => token.Value[0] == '"' && token.Index < index && index < token.Index + token.Length);

    [GeneratedRegex("""
        "(?:\\.|[^"\\])*" | [A-Za-z_][\w.]* | \d+(?:\.\d+)?(?:[eE][+-]?\d+)? | <= | >= | == | != | < | > | && | \|\|
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Tokens();

    /// <summary>The first string of a list, with the comma after it.</summary>
    [GeneratedRegex("""(?<=\()\s*(?<name>"(?:\\.|[^"\\])*")\s*,""", RegexOptions.CultureInvariant)]
    private static partial Regex FirstMembers();

    /// <summary>A later string of a list, with the comma before it.</summary>
    [GeneratedRegex(""",\s*(?<name>"(?:\\.|[^"\\])*")(?=\s*[,)])""", RegexOptions.CultureInvariant)]
    private static partial Regex LaterMembers();
}
