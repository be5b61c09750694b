using System.Globalization;

namespace RulesRouter.Source;

/// <summary>Formats numbers as policies write them.</summary>
internal static class NumberFormat
{
    /// <summary>Powers of ten up to which all digits are written; beyond that an exponent is easier to read.</summary>
    private const int MaxZeros = 20;

    /// <summary>
    /// The shortest string that parses to the same number, without an exponent where it has at most 20 zeros: 0.00001, not 1E-05.
    /// </summary>
    public static string Of(double number)
    {
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        var cut = text.IndexOf('E', StringComparison.Ordinal);
        if (cut < 0
            || int.Parse(text.AsSpan(cut + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) is var exponent
                && Math.Abs(exponent) > MaxZeros)
        {
            return text;
        }

        var sign = text[0] == '-' ? "-" : "";
        var digits = text[sign.Length..cut].Replace(".", "", StringComparison.Ordinal);
        return exponent < 0
            ? $"{sign}0.{new string('0', -exponent - 1)}{digits}"
            : sign + digits.PadRight(exponent + 1, '0');
    }
}
