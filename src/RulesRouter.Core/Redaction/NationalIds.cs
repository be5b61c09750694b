using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace RulesRouter.Redaction;

/// <summary>Numbers of persons that a state gives and that have a check digit.</summary>
internal static partial class NationalIds
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    private static ReadOnlySpan<byte> OddValues =>
        [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

    public static ImmutableArray<SensitivePattern> All { get; } =
    [
        Of(
            "Spain: DNI and NIE",
            Spain(),
            "8 digits, or `X`, `Y` or `Z` and 7, and the right letter",
            "1 of 23 texts of the form",
            IsSpanish),
        Of("France: NIR", France(), "15 characters with sex, month and the right key", "rare", IsFrench),
        Of("Italy: codice fiscale", Italy(), "16 letters and digits with the right last letter", "rare", IsItalian),
        Of("Switzerland: AHV number", Switzerland(), "`756` and 10 digits, the last one right", "1 of 10 numbers with `756`", IsSwiss),
        Of("Belgium: national number", Belgium(), "`00.00.00-000.00` with the right last two digits", "rare", IsBelgian),
        Of("Norway: fødselsnummer", ElevenDigits(), "11 digits with a date and two right check digits", "1 of 3,000 numbers", IsNorwegian),
        Of(
            "Sweden: personnummer",
            Sweden(),
            "`YYMMDD-0000` with a date and the right last digit",
            "1 of 10 dates with a number",
            IsSwedish),
        Of("Finland: henkilötunnus", Finland(), "`DDMMYY-000X` with a date and the right last character", "rare", IsFinnish),
        Of("Poland: PESEL", ElevenDigits(), "11 digits with a date and the right last digit", "1 of 60 numbers of 11 digits", IsPolish),
        Of(
            "Germany: tax id",
            Germany(),
            "11 digits, of the first ten one twice or three times, the last one right",
            "1 of 30 numbers",
            IsGerman),
        Of("Brazil: CPF", Brazil(), "`000.000.000-00` with the right last two digits", "rare", IsBrazilian),
        Of("China: resident id", China(), "17 digits with a date and the right last character", "rare", IsChinese),
    ];

    private static SensitivePattern Of(string country, Regex regex, string shape, string notes, Func<string, bool> passes) =>
        new($"national id, {country}", PatternTable.PersonalData, "ID", regex)
        {
            Shape = shape,
            Notes = notes,
            Check = (text, start, length) => passes(text.Substring(start, length)) ? length : 0,
        };

    private static bool IsSpanish(string id)
    {
        var number = id[0] is >= 'X' and <= 'Z' ? (char)(id[0] - 'X' + '0') + Digits.Of(id) : Digits.Of(id);
        return "TRWAGMYFPDXBNJZSQVHLCKE"[Digits.Modulo(number, 23)] == id[^1];
    }

    private static bool IsFrench(string id)
    {
        var compact = id.Replace(" ", "", StringComparison.Ordinal)
            .Replace("2A", "19", StringComparison.Ordinal)
            .Replace("2B", "18", StringComparison.Ordinal);
        return compact.Length == 15
            && 97 - Digits.Modulo(compact.AsSpan(0, 13), 97) == int.Parse(compact.AsSpan(13), CultureInfo.InvariantCulture);
    }

    private static bool IsItalian(string id)
    {
        var sum = 0;
        for (var index = 0; index < 15; index++)
        {
            var value = char.IsAsciiDigit(id[index]) ? id[index] - '0' : id[index] - 'A';
            sum += index % 2 == 0 ? OddValues[value] : value;
        }

        return sum % 26 == id[15] - 'A';
    }

    /// <summary>As EAN-13.</summary>
    private static bool IsSwiss(string id)
    {
        var digits = Digits.Of(id);
        return digits.Length == 13 && Digits.Weighted(digits, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]) % 10 == 0;
    }

    private static bool IsBelgian(string id)
    {
        var digits = Digits.Of(id);
        var check = int.Parse(digits.AsSpan(9), CultureInfo.InvariantCulture);
        return 97 - Digits.Modulo(digits.AsSpan(0, 9), 97) == check || 97 - Digits.Modulo("2" + digits[..9], 97) == check;
    }

    private static bool IsNorwegian(string id)
    {
        var digits = Digits.Of(id);
        return digits.Length == 11
            && IsDay(digits, 0, 2)
            && Digits.Weighted(digits, [3, 7, 6, 1, 8, 9, 4, 5, 2, 1]) % 11 == 0
            && Digits.Weighted(digits, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 == 0;
    }

    private static bool IsSwedish(string id)
    {
        var digits = Digits.Of(id);
        return digits.Length is 10 or 12 && IsDay(digits[^10..], 4, 2) && Digits.HasLuhn(digits.AsSpan()[^10..]);
    }

    private static bool IsFinnish(string id) => IsDay(id, 0, 2)
        && "0123456789ABCDEFHJKLMNPRSTUVWXY"[Digits.Modulo(string.Concat(id.AsSpan(0, 6), id.AsSpan(7, 3)), 31)] == id[10];

    /// <summary>The month says the century: 20, 40, 60 or 80 is added.</summary>
    private static bool IsPolish(string id)
    {
        var digits = Digits.Of(id);
        return id.Length == 11
            && (Two(digits, 2) % 20) is >= 1 and <= 12
            && Two(digits, 4) is >= 1 and <= 31
            && Digits.Weighted(digits, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 == 0;
    }

    /// <summary>ISO 7064, modulus 11 and 10.</summary>
    private static bool IsGerman(string id)
    {
        var digits = Digits.Of(id);
        var counts = digits[..10].GroupBy(digit => digit).Select(group => group.Count()).Where(count => count > 1).ToList();
        if (counts is not [2 or 3])
        {
            return false;
        }

        var product = 10;
        foreach (var digit in digits.AsSpan(0, 10))
        {
            var sum = (digit - '0' + product) % 10;
            product = 2 * (sum == 0 ? 10 : sum) % 11;
        }

        return (11 - product) % 10 == digits[10] - '0';
    }

    private static bool IsBrazilian(string id)
    {
        var digits = Digits.Of(id);
        return digits.AsSpan().ContainsAnyExcept(digits[0])
            && Check(Digits.Weighted(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2])) == digits[9] - '0'
            && Check(Digits.Weighted(digits, [11, 10, 9, 8, 7, 6, 5, 4, 3, 2])) == digits[10] - '0';

        static int Check(int sum) => sum * 10 % 11 % 10;
    }

    private static bool IsChinese(string id) => IsDay(id, 12, 10)
        && "10X98765432"[Digits.Weighted(id, [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]) % 11] == char.ToUpperInvariant(id[17]);

    private static bool IsDay(string digits, int day, int month) =>
        Two(digits, day) is >= 1 and <= 31 && Two(digits, month) is >= 1 and <= 12;

    private static int Two(string digits, int at) => ((digits[at] - '0') * 10) + (digits[at + 1] - '0');

    [GeneratedRegex(@"\b(?:[0-9]{8}|[XYZ][0-9]{7})-?[A-Z]\b", Options)]
    private static partial Regex Spain();

    [GeneratedRegex(@"\b[12] ?[0-9]{2} ?(?:0[1-9]|1[0-2]|[2-9][0-9]) ?(?:[0-9]{2}|2[AB]) ?[0-9]{3} ?[0-9]{3} ?[0-9]{2}\b", Options)]
    private static partial Regex France();

    [GeneratedRegex(@"\b[A-Z]{6}[0-9]{2}[ABCDEHLMPRST][0-9]{2}[A-Z][0-9]{3}[A-Z]\b", Options)]
    private static partial Regex Italy();

    [GeneratedRegex(@"\b756\.?[0-9]{4}\.?[0-9]{4}\.?[0-9]{2}\b", Options)]
    private static partial Regex Switzerland();

    [GeneratedRegex(@"\b[0-9]{2}\.[0-9]{2}\.[0-9]{2}-[0-9]{3}\.[0-9]{2}\b", Options)]
    private static partial Regex Belgium();

    [GeneratedRegex(@"\b[0-9]{6} ?[0-9]{5}\b", Options)]
    private static partial Regex ElevenDigits();

    [GeneratedRegex(@"\b(?:19|20)?[0-9]{6}[-+][0-9]{4}\b", Options)]
    private static partial Regex Sweden();

    [GeneratedRegex(@"\b[0-9]{6}[-+A-FU-Y][0-9]{3}[0-9A-Y]\b", Options)]
    private static partial Regex Finland();

    [GeneratedRegex(@"\b[1-9][0-9] ?[0-9]{3} ?[0-9]{3} ?[0-9]{3}\b", Options)]
    private static partial Regex Germany();

    [GeneratedRegex(@"\b[0-9]{3}\.[0-9]{3}\.[0-9]{3}-[0-9]{2}\b", Options)]
    private static partial Regex Brazil();

    [GeneratedRegex(@"\b[1-9][0-9]{5}(?:19|20)[0-9]{9}[0-9Xx]\b", Options)]
    private static partial Regex China();
}
