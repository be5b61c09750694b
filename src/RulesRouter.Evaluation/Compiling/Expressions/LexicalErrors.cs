using System.Text;

namespace RulesRouter.Evaluation.Compiling.Expressions;

/// <summary>Messages for characters that start no token of a condition.</summary>
internal static class LexicalErrors
{
    public static (string Message, string Help, int Length) At(string source, int at) => source[at] switch
    {
        '\'' or '`' or '“' or '”' or '„' or '‘' or '’' or '«' => WrongQuotes(source, at),
        '"' => UnreadableString(source, at),
        '=' => WrongEquality(source, at),
        '&' => ("`&` is not an operator", "write `and`", 1),
        '|' => ("`|` is not an operator", "write `or`", 1),
        '[' or '{' => ("lists need parentheses", "write `in (\"a\", \"b\")`", 1),
        '≤' => ("`≤` is not an operator", "write `<=`", 1),
        '≥' => ("`≥` is not an operator", "write `>=`", 1),
        '≠' => ("`≠` is not an operator", "write `!=`", 1),
        >= '0' and <= '9' => ("malformed number", "write digits with at most one decimal point, as in `0.75`", 1),
        _ => (
            $"`{(Rune.TryGetRuneAt(source, at, out var rune) ? rune.ToString() : "\ufffd")}` is not part of the condition language",
            "conditions use and, or, not, in, comparisons, + - * / and the functions of the reference",
            1),
    };

    private static (string, string, int) WrongQuotes(string source, int at)
    {
        var end = source.IndexOfAny(['\'', '`', '“', '”', '‘', '’', '»', '"'], at + 1);
        var value = end < 0 ? "…" : source[(at + 1)..end];
        return ("string literals need double quotes", $"write `\"{value}\"`", end < 0 ? 1 : end + 1 - at);
    }

    private static (string, string, int) UnreadableString(string source, int at)
    {
        for (var next = at + 1; next < source.Length; next++)
        {
            if (source[next] != '\\')
            {
                continue;
            }

            next++;
            if (next < source.Length && source[next] is not ('"' or '\\'))
            {
                return ($"unknown escape `\\{source[next]}` in a string literal", "only `\\\"` and `\\\\` are escapes", 1);
            }
        }

        return ("string literal is not closed", "add the closing `\"`; write a quote inside it as `\\\"`", 1);
    }

    private static (string, string, int) WrongEquality(string source, int at) =>
        (at > 0 ? source[at - 1] : ' ', at + 1 < source.Length ? source[at + 1] : ' ') switch
        {
            ('=', _) => ("`===` is not an operator", "write `==`", 1),
            (_, '>') => ("`=>` is not an operator", "write `>=`", 2),
            (_, '<') => ("`=<` is not an operator", "write `<=`", 2),
            _ => ("`=` is not a comparison", "write `==`", 1),
        };
}
