namespace RulesRouter.Classifiers.Reading;

/// <summary>FNV-1a over UTF-16 units; the scanner computes the same one unit at a time.</summary>
internal static class WordHash
{
    public const uint Start = 2166136261;

    public static uint Add(uint hash, int unit) => (hash ^ (uint)unit) * 16777619;

    public static uint Of(string word)
    {
        var hash = Start;
        foreach (var unit in word)
        {
            hash = Add(hash, unit);
        }

        return hash;
    }
}
