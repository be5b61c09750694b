namespace RulesRouter.Evaluation.Expressions;

/// <summary>Ordinal tests of texts for emitted workflows; the string methods of the same names would ask the culture.</summary>
public static class TextTests
{
    public static bool StartsWith(string text, string part) => text.StartsWith(part, StringComparison.Ordinal);

    public static bool EndsWith(string text, string part) => text.EndsWith(part, StringComparison.Ordinal);

    public static bool Contains(string text, string part) => text.Contains(part, StringComparison.Ordinal);

    public static string Lower(string text) => text.ToLowerInvariant();

    public static string Upper(string text) => text.ToUpperInvariant();
}
