using System.Buffers;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace RulesRouter.Redaction;

/// <summary>Addresses and numbers of persons that have the same form everywhere.</summary>
internal static partial class PersonalDataPatterns
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    /// <summary>Endings of files: <c>icon@2x.png</c> is no address.</summary>
    private static readonly FrozenSet<string> FileEndings =
        new[] { "png", "jpg", "jpeg", "gif", "svg", "webp", "ico", "css", "js", "ts", "json", "html", "py" }
            .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Domains that RFC 2606 and RFC 6761 reserve for examples and tests.</summary>
    private static readonly ImmutableArray<string> ReservedDomains =
        ["example.com", "example.org", "example.net", ".example", ".test", ".invalid", ".localhost"];

    private static readonly FrozenSet<string> NoPersons =
        new[] { "git", "noreply", "no-reply", "donotreply" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> TwoDigitCountries = new[]
    {
        "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45", "46", "47", "48", "49", "51", "52", "53", "54",
        "55", "56", "57", "58", "60", "61", "62", "63", "64", "65", "66", "81", "82", "84", "86", "90", "91", "92", "93", "94", "95", "98",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> ThreeDigitCountries = new[]
    {
        "21", "22", "23", "24", "25", "26", "29", "35", "37", "38", "42", "50", "59", "67", "68", "69", "80", "85", "87", "88", "96", "97",
        "99",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Length of an IBAN by country, after the registry of ISO 13616.</summary>
    private static readonly FrozenDictionary<string, int> IbanLengths = new Dictionary<string, int>
    {
        ["AD"] = 24,
        ["AE"] = 23,
        ["AT"] = 20,
        ["BA"] = 20,
        ["BE"] = 16,
        ["BG"] = 22,
        ["BR"] = 29,
        ["CH"] = 21,
        ["CY"] = 28,
        ["CZ"] = 24,
        ["DE"] = 22,
        ["DK"] = 18,
        ["EE"] = 20,
        ["ES"] = 24,
        ["FI"] = 18,
        ["FR"] = 27,
        ["GB"] = 22,
        ["GR"] = 27,
        ["HR"] = 21,
        ["HU"] = 28,
        ["IE"] = 22,
        ["IL"] = 23,
        ["IS"] = 26,
        ["IT"] = 27,
        ["LI"] = 21,
        ["LT"] = 20,
        ["LU"] = 20,
        ["LV"] = 21,
        ["MC"] = 27,
        ["MT"] = 31,
        ["NL"] = 18,
        ["NO"] = 15,
        ["PL"] = 28,
        ["PT"] = 25,
        ["RO"] = 24,
        ["RS"] = 22,
        ["SA"] = 24,
        ["SE"] = 24,
        ["SI"] = 19,
        ["SK"] = 24,
        ["SM"] = 27,
        ["TR"] = 26,
        ["UA"] = 29,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static ImmutableArray<SensitivePattern> All { get; } =
    [
        new("e-mail address", PatternTable.PersonalData, "EMAIL", Email())
        {
            Shape = "`name@domain` in ASCII, except domains reserved for examples, `git@` and `noreply@`",
            Notes = "addresses of teams and machines; misses addresses with letters beyond ASCII",
            Anchors = SearchValues.Create(["@"], StringComparison.Ordinal),
            Check = CheckEmail,
        },
        new("phone number (E.164)", PatternTable.PersonalData, "PHONE", Phone())
        {
            Shape = "`+`, a country code in use and 8 to 15 digits in all, with blanks, dots, hyphens and brackets between them",
            Notes = "numbers after a plus sign, as in a diff; misses numbers without a country code",
            Anchors = SearchValues.Create(["+"], StringComparison.Ordinal),
            Check = CheckPhone,
        },
        new("IBAN", PatternTable.PersonalData, "IBAN", Iban())
        {
            Shape = "country, check digits and the country's length, with or without blanks; the check digits are right",
            Notes = "1 of 97 texts of the same form; misses countries that are not in the table of lengths",
            Check = CheckIban,
        },
        new("payment card", PatternTable.PersonalData, "CARD", Card())
        {
            Shape = "13 to 19 digits of a card's range, with blanks or hyphens between them; the Luhn digit is right",
            Notes = "1 of 10 numbers of such a range; the numbers that vendors publish for tests count too",
            Check = CheckCard,
        },
    ];

    private static int CheckEmail(string text, int start, int length)
    {
        var address = text.AsSpan(start, length);
        var at = address.LastIndexOf('@');
        var name = address[..at];
        var domain = address[(at + 1)..];
        var ending = domain[(domain.LastIndexOf('.') + 1)..];
        if (NoPersons.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name)
            || FileEndings.GetAlternateLookup<ReadOnlySpan<char>>().Contains(ending))
        {
            return 0;
        }

        foreach (var reserved in ReservedDomains)
        {
            if (domain.EndsWith(reserved, StringComparison.OrdinalIgnoreCase)
                && (reserved[0] == '.' || domain.Length == reserved.Length || domain[^(reserved.Length + 1)] == '.'))
            {
                return 0;
            }
        }

        return length;
    }

    private static int CheckPhone(string text, int start, int length)
    {
        if (start > 0 && (char.IsLetterOrDigit(text[start - 1]) || text[start - 1] is '+' or '_'))
        {
            return 0;
        }

        var digits = Digits.Of(text.AsSpan(start, length));
        return digits.Length is >= 8 and <= 15 && HasCountry(digits) ? length : 0;
    }

    /// <summary>North American numbers have 10 digits after their country, of which the first is at least 2.</summary>
    private static bool HasCountry(string digits) => digits[0] switch
    {
        '1' => digits.Length == 11 && digits[1] >= '2',
        '7' => digits.Length == 11,
        _ => TwoDigitCountries.Contains(digits[..2]) || ThreeDigitCountries.Contains(digits[..2]),
    };

    private static int CheckIban(string text, int start, int length)
    {
        if (!IbanLengths.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text.AsSpan(start, 2), out var expected))
        {
            return 0;
        }

        var compact = new char[expected];
        var (read, found) = (0, 0);
        for (; read < length && found < expected; read++)
        {
            if (text[start + read] != ' ')
            {
                compact[found++] = text[start + read];
            }
        }

        var isWhole = found == expected && (start + read == text.Length || !char.IsAsciiLetterOrDigit(text[start + read]));
        return isWhole && Digits.IsIban(compact) ? read : 0;
    }

    private static int CheckCard(string text, int start, int length) =>
        Digits.LongestPrefix(text, start, length, static digits => digits.Length >= 13 && IsCardRange(digits) && Digits.HasLuhn(digits));

    /// <summary>Visa, Mastercard, American Express, Discover, JCB, Diners Club, UnionPay.</summary>
    private static bool IsCardRange(string digits)
    {
        var four = int.Parse(digits.AsSpan(0, 4), System.Globalization.CultureInfo.InvariantCulture);
        return digits.Length switch
        {
            15 => four / 100 is 34 or 37,
            14 => four / 100 is 36 or 38 or 39 || four / 10 is >= 300 and <= 305,
            13 => four / 1000 == 4,
            _ => four / 1000 == 4
                || four / 100 is >= 51 and <= 55 or 65 or 62
                || four is (>= 2221 and <= 2720) or 6011 or (>= 3528 and <= 3589)
                || four / 10 is >= 644 and <= 649,
        };
    }

    [GeneratedRegex(@"\b[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,24}\b", Options)]
    private static partial Regex Email();

    [GeneratedRegex(@"\+[1-9](?:[ .()-]{0,2}[0-9]){7,14}\b", Options)]
    private static partial Regex Phone();

    [GeneratedRegex(@"\b[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]){11,30}\b", Options)]
    private static partial Regex Iban();

    [GeneratedRegex(@"\b[0-9](?:[ -]?[0-9]){12,18}\b", Options)]
    private static partial Regex Card();
}
