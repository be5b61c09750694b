using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;

namespace RulesRouter.Requests;

/// <summary>
/// Finds the text tests in the source of conditions, before the conditions are read: each is a fact that they can then use. What is no
/// complete call is left to the reader of conditions to report.
/// </summary>
internal static partial class TextTestReader
{
    public static ImmutableArray<TextTest> In(IEnumerable<string> conditions)
    {
        var found = ImmutableArray.CreateBuilder<TextTest>();
        foreach (var condition in conditions)
        {
            if (!condition.Contains(TextTest.Group, StringComparison.Ordinal))
            {
                continue;
            }

            foreach (Match call in Call().Matches(condition))
            {
                if (Values(condition, call.Index + call.Length) is { } values
                    && TextTest.Of(call.Groups[1].Value, values) is { } test
                    && test.Problem() is null)
                {
                    found.Add(test);
                }
            }
        }

        return [.. found.DistinctBy(test => test.Name)];
    }

    /// <summary>The string literals up to the closing parenthesis; null if there is anything else.</summary>
    private static List<string>? Values(string source, int at)
    {
        var values = new List<string>();
        while (true)
        {
            at = AfterBlanks(source, at);
            if (at >= source.Length || source[at] != '"')
            {
                return null;
            }

            var value = new StringBuilder();
            for (at++; at < source.Length && source[at] != '"'; at++)
            {
                at += source[at] == '\\' ? 1 : 0;
                if (at < source.Length)
                {
                    value.Append(source[at]);
                }
            }

            values.Add(value.ToString());
            at = AfterBlanks(source, at + 1);
            if (at >= source.Length || source[at] is not (',' or ')'))
            {
                return null;
            }

            if (source[at++] == ')')
            {
                return values;
            }
        }
    }

    private static int AfterBlanks(string source, int at)
    {
        while (at < source.Length && char.IsWhiteSpace(source[at]))
        {
            at++;
        }

        return at;
    }

    [GeneratedRegex(@"\bprompt\s*\.\s*(\w+)\s*\(")]
    private static partial Regex Call();
}
