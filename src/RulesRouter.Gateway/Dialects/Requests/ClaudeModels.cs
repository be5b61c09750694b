using System.Text.RegularExpressions;

namespace RulesRouter.Gateway.Dialects.Requests;

/// <summary>
/// Which fields of Messages a model takes. Anthropic documents a budget of tokens up to version 4.5, thinking that adapts to an effort from
/// 4.6, and no sampling parameters from 4.7. Other vendors' models behind this dialect take a budget.
/// </summary>
internal static partial class ClaudeModels
{
    public static bool TakesBudget(string model) => VersionOf(model) is not { } version || version < new Version(4, 6);

    public static bool TakesSampling(string model) => VersionOf(model) is not { } version || version < new Version(4, 7);

    /// <summary>Null for models of other vendors.</summary>
    private static Version? VersionOf(string model)
    {
        if (!model.Contains("claude", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        // Names of the third generation have the version first; names without a number are newer.
        var match = Number().Match(model);
        return match.Success ? new Version(PartOf(match.Groups["major"]), PartOf(match.Groups["minor"])) : new Version(99, 0);
    }

    private static int PartOf(Group digits) => digits.Success ? int.Parse(digits.ValueSpan) : 0;

    [GeneratedRegex(@"(?<![0-9])(?<major>[0-9]{1,2})([-.](?<minor>[0-9]{1,2})(?![0-9]))?(?![0-9])")]
    private static partial Regex Number();
}
