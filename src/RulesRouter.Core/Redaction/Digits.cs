using System.Text;

namespace RulesRouter.Redaction;

/// <summary>Check digits.</summary>
internal static class Digits
{
    public static string Of(ReadOnlySpan<char> text)
    {
        var digits = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (char.IsAsciiDigit(character))
            {
                digits.Append(character);
            }
        }

        return digits.ToString();
    }

    /// <summary>How much of a possible value is one: the most that ends with a group of digits and passes; 0 if nothing does.</summary>
    public static int LongestPrefix(string text, int start, int length, Func<string, bool> passes)
    {
        for (var end = length; end > 0; end--)
        {
            var isGroupEnd = char.IsAsciiDigit(text[start + end - 1])
                && (start + end == text.Length || !char.IsAsciiLetterOrDigit(text[start + end]));
            if (isGroupEnd && passes(Of(text.AsSpan(start, end))))
            {
                return end;
            }
        }

        return 0;
    }

    /// <summary>ISO/IEC 7812: every second digit from the right is doubled.</summary>
    public static bool HasLuhn(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var index = 0; index < digits.Length; index++)
        {
            var digit = digits[^(index + 1)] - '0';
            sum += index % 2 == 0 ? digit : digit < 5 ? 2 * digit : (2 * digit) - 9;
        }

        return sum % 10 == 0;
    }

    /// <summary>ISO 13616: the first four characters go to the end, letters are numbers from 10, the remainder of 97 is 1.</summary>
    public static bool IsIban(ReadOnlySpan<char> compact)
    {
        var rest = 0;
        for (var index = 0; index < compact.Length; index++)
        {
            var character = compact[(index + 4) % compact.Length];
            rest = char.IsAsciiDigit(character) ? ((rest * 10) + (character - '0')) % 97 : ((rest * 100) + (character - 'A' + 10)) % 97;
        }

        return rest == 1;
    }

    /// <summary>The remainder of a number of any length.</summary>
    public static int Modulo(ReadOnlySpan<char> digits, int divisor)
    {
        var rest = 0;
        foreach (var digit in digits)
        {
            rest = ((rest * 10) + (digit - '0')) % divisor;
        }

        return rest;
    }

    /// <summary>The sum of digits times weights.</summary>
    public static int Weighted(ReadOnlySpan<char> digits, ReadOnlySpan<int> weights)
    {
        var sum = 0;
        for (var index = 0; index < weights.Length; index++)
        {
            sum += (digits[index] - '0') * weights[index];
        }

        return sum;
    }
}
