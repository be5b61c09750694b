using System.Runtime.CompilerServices;

namespace RulesRouter.Tokens;

/// <summary>The counts that a text's estimate is a weighted sum of: ASCII features, then characters and words of each script.</summary>
[InlineArray(Length)]
internal struct TokenFeatures
{
    public const int Length = (int)TokenFeature.Count + 2 * (int)Script.Count;

    private int first;

    public static int Characters(Script script) => (int)TokenFeature.Count + (int)script;

    public static int Words(Script script) => (int)TokenFeature.Count + (int)Script.Count + (int)script;
}
