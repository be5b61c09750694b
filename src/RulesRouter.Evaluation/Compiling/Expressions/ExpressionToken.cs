namespace RulesRouter.Evaluation.Compiling.Expressions;

internal enum TokenKind
{
    Name,
    Number,
    String,
    Symbol,
}

/// <summary>
/// A token of a condition. For <see cref="TokenKind.String"/>, <paramref name="Value"/> is the string without quotes and escapes.
/// </summary>
internal readonly record struct ExpressionToken(TokenKind Kind, string Value, int Start, int Length);
