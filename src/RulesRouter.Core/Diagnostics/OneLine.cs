using System.Globalization;
using System.Text;

namespace RulesRouter.Diagnostics;

/// <summary>
/// Makes text from outside safe for a message: one line, bounded length, no characters that a terminal or a log reader acts on.
/// </summary>
internal static class OneLine
{
    /// <summary>Maximum length of a message, in UTF-16 units.</summary>
    public const int MaxLength = 600;

    /// <summary>
    /// Control characters and those that reorder or hide text appear as <c>\u001b</c>; text beyond <paramref name="max"/> units as
    /// <c>…</c>.
    /// </summary>
    public static string Of(string text, int max = MaxLength)
    {
        var cut = text.Length <= max ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[max - 1]) ? max - 1 : max), "…");
        return cut.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0 || !cut.Any(IsUnsafe) ? cut : Escaped(cut);
    }

    /// <summary>
    /// Acts on a terminal, or makes text look like other text: controls, line separators, bidirectional overrides, invisible characters.
    /// </summary>
    public static bool IsUnsafe(char unit) => char.IsControl(unit) || IsInvisible(unit);

    /// <summary>Reorders the text around it, or is invisible.</summary>
    public static bool IsInvisible(char unit) =>
        unit is '\u200b' or '\u200e' or '\u200f' or '\u061c' or (>= '\u2028' and <= '\u202e') or (>= '\u2060' and <= '\u2069') or '\ufeff';

    private static string Escaped(string text)
    {
        var result = new StringBuilder(text.Length + 16);
        foreach (var unit in text)
        {
            _ = unit switch
            {
                '\n' => result.Append("\\n"),
                '\r' => result.Append("\\r"),
                '\t' => result.Append(' '),
                _ when IsUnsafe(unit) => result.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}"),
                _ => result.Append(unit),
            };
        }

        return result.ToString();
    }
}
