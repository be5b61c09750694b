using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace RulesRouter.Cli.Tests.Hostile;

/// <summary>
/// Expands repetitions in a case: <c>⟦1000×text⟧</c> is the string repeated 1,000 times, in which <c>№</c> counts from 0, <c>№⁺</c> from 1,
/// and <c>⏎</c> ends a line. Files without <c>⟦</c> are used byte for byte.
/// </summary>
internal static partial class Template
{
    public static byte[] Expand(byte[] content) =>
        content.AsSpan().IndexOf("⟦"u8) < 0
            ? content
            : Encoding.UTF8.GetBytes(
                Repeat().Replace(
                    Encoding.UTF8.GetString(content),
                    match => Repeated(int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture), match.Groups[2].Value)));

    private static string Repeated(int times, string text)
    {
        var result = new StringBuilder();
        for (var index = 0; index < times; index++)
        {
            result.Append(
                text.Replace(
                    "№⁺",
                    (index + 1).ToString(CultureInfo.InvariantCulture),
                    StringComparison.Ordinal).Replace("№",
                    index.ToString(CultureInfo.InvariantCulture),
                    StringComparison.Ordinal).Replace('⏎',
                    '\n'));
        }

        return result.ToString();
    }

    [GeneratedRegex("⟦([0-9]+)×([^⟧]*)⟧")]
    private static partial Regex Repeat();
}
