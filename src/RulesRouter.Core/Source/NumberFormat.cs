using System.Globalization;

namespace RulesRouter.Source;

/// <summary>Numbers as people write them in a policy.</summary>
public static class NumberFormat
{
    /// <summary>Powers of ten within which digits are written out; beyond them nobody would count the zeros.</summary>
    private const int MaxZeros = 20;

    /// <summary>The shortest text that reads back as the same number, without an exponent where it has at most 20 zeros: 0.00001, not 1E-05.</summary>
    public static string Of(double number)
    {
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        var cut = text.IndexOf('E', StringComparison.Ordinal);
        if (cut < 0 || int.Parse(text.AsSpan(cut + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) is var exponent && Math.Abs(exponent) > MaxZeros)
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
