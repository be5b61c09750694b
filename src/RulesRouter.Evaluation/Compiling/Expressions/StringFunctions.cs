namespace RulesRouter.Evaluation.Compiling.Expressions;

/// <summary>Ordinal string functions for workflows; the methods of <see cref="string"/> with these names depend on the culture.</summary>
public static class StringFunctions
{
    public static bool StartsWith(string text, string part) => text.StartsWith(part, StringComparison.Ordinal);

    public static bool EndsWith(string text, string part) => text.EndsWith(part, StringComparison.Ordinal);

    public static bool Contains(string text, string part) => text.Contains(part, StringComparison.Ordinal);

    public static string Lower(string text) => text.ToLowerInvariant();

    public static string Upper(string text) => text.ToUpperInvariant();
}
