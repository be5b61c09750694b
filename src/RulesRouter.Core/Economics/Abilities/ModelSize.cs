using System.Globalization;
using System.Text.RegularExpressions;

namespace RulesRouter.Economics.Abilities;

/// <summary>What a model's name says about its size.</summary>
internal static partial class ModelSize
{
    /// <summary>
    /// Billions of parameters: <c>70b</c> is 70. Of a mixture of experts the geometric mean of all and of those that answer: <c>30b-a3b</c>
    /// is 9.5 and <c>8x7b</c>, of which two experts answer, 28. Null if the name states none.
    /// </summary>
    public static double? Of(string name)
    {
        var text = name.ToLowerInvariant();
        if (Total().Match(text) is not { Success: true } total)
        {
            return null;
        }

        var experts = total.Groups["experts"] is { Success: true } several ? Number(several) : 1;
        var each = Number(total.Groups["each"]);
        var active = Active().Match(text) is { Success: true } stated ? Number(stated.Groups["active"]) : experts > 1 ? 2 * each : each;
        var size = Math.Sqrt(experts * each * active);
        return size > 0 ? size : null;
    }

    /// <summary>Whether a word of the name marks the smaller of a vendor's models: <c>mini</c>, <c>lite</c>.</summary>
    public static bool IsMarkedSmall(string name) => Small().IsMatch(name.ToLowerInvariant());

    private static double Number(Group digits) => double.Parse(digits.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"(?<![a-z0-9.])e?((?<experts>\d{1,3})x)?(?<each>\d{1,4}(\.\d{1,2})?)b(?![a-z0-9])",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Total();

    [GeneratedRegex(
        @"(?<![a-z0-9.])a(?<active>\d{1,4}(\.\d{1,2})?)b(?![a-z0-9])",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Active();

    [GeneratedRegex(
        "(?<![a-z])(nano|micro|tiny|mini|lite|small|flash|flashx|haiku|air)(?![a-z])",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Small();
}
