namespace RulesRouter.Evaluation.Expressions;

internal enum TokenKind
{
    Name,
    Number,
    Text,
    Symbol,
}

/// <summary>A word of a condition. For <see cref="TokenKind.Text"/>, <paramref name="Value"/> is the text without quotes and escapes.</summary>
internal readonly record struct ExpressionToken(TokenKind Kind, string Value, int Start, int Length);
