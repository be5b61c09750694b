using System.Globalization;
using System.Text;

namespace RulesRouter.Diagnostics;

/// <summary>Puts text that others wrote into a message: on one line, at a bearable length, with nothing in it that a terminal or a reader of logs would act on.</summary>
public static class OneLine
{
    /// <summary>UTF-16 units of a whole message.</summary>
    public const int MostOfAMessage = 600;

    /// <summary>Control characters and those that reorder or hide text appear as <c>\u001b</c>; what is beyond <paramref name="most"/> as <c>…</c>.</summary>
    public static string Of(string text, int most = MostOfAMessage)
    {
        var cut = text.Length <= most ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[most - 1]) ? most - 1 : most), "…");
        return cut.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0 || !cut.Any(IsUnsafe) ? cut : Escaped(cut);
    }

    /// <summary>Acts on a terminal, or makes a text look like another: controls, line separators, bidirectional overrides, invisible characters.</summary>
    public static bool IsUnsafe(char unit) => char.IsControl(unit) || IsInvisible(unit);

    /// <summary>Reorders the text around it, or takes no room.</summary>
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
