using System.Collections.Frozen;

namespace RulesRouter.Language.Schemas;

/// <summary>What each pattern of the schemas allows, in words.</summary>
internal static class PatternHelp
{
    private static readonly FrozenDictionary<string, string> Texts = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["^[a-z][a-z0-9]*(-[a-z0-9]+)*$"] = "use lower case letters, digits and single hyphens, starting with a letter",
        ["^[a-z][A-Za-z0-9_]{0,63}$"] = "use at most 64 letters, digits and underscores, starting with a lower case letter",
        ["^[A-Z][A-Z0-9_]*$"] = "use upper case letters, digits and underscores, starting with a letter",
        ["^[0-2][0-9]:[0-5][0-9]$"] = "write a time of day as HH:MM, such as 08:30",
        ["^[0-9]{4}-[0-9]{2}-[0-9]{2}$"] = "write a date as YYYY-MM-DD, such as 2026-05-26",
        ["^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2})?Z)?$"] =
            "write a date or a time in UTC, such as 2026-05-26 or 2026-05-26T08:30:00Z",
        ["^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$"] = "write a time in UTC, such as 2026-05-26T08:30:00Z",
        ["^[1-9][0-9]{0,4}[hdw]$"] = "write a number from 1 to 99999 and a unit, h for hours, d for days or w for weeks, such as 30d",
        ["^https?://[^\\s/]"] = "write a URL that starts with http:// or https://",
        ["^sha256:[0-9a-f]{64}$"] = "write sha256: and 64 hexadecimal digits in lower case",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The pattern itself if no text is known.</summary>
    public static string Of(string pattern) => Texts.GetValueOrDefault(pattern, $"it must match {pattern}");
}
