using System.Globalization;
using System.Text.RegularExpressions;
using RulesRouter.Economics;
using RulesRouter.Names;
using RulesRouter.Service.Options;

namespace RulesRouter.Service.Settings;

/// <summary>The types that settings have.</summary>
internal static partial class SettingTypes
{
    /// <summary>The value of a setting that is off.</summary>
    public const string None = "none";

    /// <summary>A hundred years.</summary>
    private const int MaxDays = 36_500;

    /// <summary>Timers count up to 2^31 milliseconds.</summary>
    private const int MaxWaitDays = 24;

    public static SettingType<bool> Switch { get; } = new("", "true or false", bool.TryParse) { JsonType = "boolean" };

    public static SettingType<string> File { get; } = Text("FILE");

    /// <summary>Read as null where it is <c>none</c>.</summary>
    public static SettingType<string?> FileOrNone { get; } = new("FILE", "a file, or `none`", ReadFileOrNone) { CanBeNone = true };

    /// <summary>A file or folder; read as null where it is <c>none</c>.</summary>
    public static SettingType<string?> PathOrNone { get; } = new("PATH", "a file or folder, or `none`", ReadFileOrNone)
    {
        CanBeNone = true,
    };

    public static SettingType<(VerdictSource Source, double Weight)> VerdictWeight { get; } = new(
        "source=weight",
        $"source=weight, where source is one of {string.Join(", ", EnumNames<VerdictSource>.All)} and weight a number from 0 to 1",
        VerdictWeights.TryRead);

    public static SettingType<string> Pair { get; } = new("name=value", "name=value", ReadPair);

    public static SettingType<string> ClaimPair { get; } = new("attribute=claim", "attribute=claim", ReadPair);

    /// <summary>With a unit: <c>8MB</c>, in powers of 1,024.</summary>
    public static SettingType<long> Size { get; } = new("SIZE", "a size such as 64KB, 8MB or 1GB", ReadSize);

    /// <summary>With a unit: <c>500ms</c>, <c>2s</c>, <c>5m</c>, <c>1h</c>, <c>30d</c>.</summary>
    public static SettingType<TimeSpan> Duration { get; } = new(
        "TIME",
        $"a time such as 500ms, 2s, 5m, 1h or 30d, at most {MaxDays}d",
        DurationWithin(TimeSpan.FromDays(MaxDays)));

    /// <summary>A duration that something waits for; timers take no longer one.</summary>
    public static SettingType<TimeSpan> Wait { get; } = new(
        "TIME",
        $"a time such as 500ms, 2s, 5m or 1h, at most {MaxWaitDays}d",
        DurationWithin(TimeSpan.FromDays(MaxWaitDays)));

    /// <summary>Times per second, above 0.</summary>
    public static SettingType<double> Rate { get; } = new("RATE", "a number from 0.001 to 1000000", ReadRate) { JsonType = "number" };

    /// <summary>Anything but an empty string.</summary>
    public static SettingType<string> Text(string placeholder) => new(placeholder, "a value", ReadText);

    public static SettingType<int> Number(string placeholder, int min, int max = int.MaxValue, string? note = null) =>
        new(placeholder, (max == int.MaxValue ? $"a number from {min} on" : $"a number from {min} to {max}") + note, NumberWithin(min, max))
        {
            JsonType = "integer",
            Bounds = (min, max),
        };

    /// <summary>One of an enumeration's spellings.</summary>
    public static SettingType<T> Choice<T>()
        where T : struct, Enum =>
        new(string.Join('|', EnumNames<T>.All), $"one of {string.Join(", ", EnumNames<T>.All)}", EnumNames<T>.TryParse)
        {
            Choices = EnumNames<T>.All,
        };

    private static bool ReadRate(string text, out double value) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value) && value is >= 0.001 and <= 1e6;

    private static bool ReadText(string text, out string value)
    {
        value = text;
        return text.Length > 0;
    }

    private static bool ReadFileOrNone(string text, out string? value)
    {
        value = text == None ? null : text;
        return text.Length > 0;
    }

    private static bool ReadPair(string text, out string value)
    {
        value = text;
        return text.IndexOf('=') > 0;
    }

    private static SettingType<int>.Reading NumberWithin(int min, int max)
    {
        return Read;

        bool Read(string text, out int value) =>
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value) && value >= min && value <= max;
    }

    private static bool ReadSize(string text, out long value)
    {
        var match = Sized().Match(text);
        value = match.Success
            ? long.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) << match.Groups[2].Value switch
            {
                "KB" => 10,
                "MB" => 20,
                _ => 30,
            }
            : 0;
        return value > 0;
    }

    private static SettingType<TimeSpan>.Reading DurationWithin(TimeSpan max)
    {
        return Read;

        bool Read(string text, out TimeSpan value) => TryReadDuration(text, out value) && value > TimeSpan.Zero && value <= max;
    }

    private static bool TryReadDuration(string text, out TimeSpan value)
    {
        var match = Timed().Match(text);
        value = match.Success
            ? TimeSpan.FromMilliseconds(long.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) * match.Groups[2].Value switch
            {
                "ms" => 1L,
                "s" => 1_000,
                "m" => 60_000,
                "h" => 3_600_000,
                _ => 86_400_000,
            })
            : default;
        return match.Success;
    }

    [GeneratedRegex("^([0-9]{1,6})(KB|MB|GB)$", RegexOptions.CultureInvariant)]
    private static partial Regex Sized();

    [GeneratedRegex("^([0-9]{1,7})(ms|s|m|h|d)$", RegexOptions.CultureInvariant)]
    private static partial Regex Timed();
}
