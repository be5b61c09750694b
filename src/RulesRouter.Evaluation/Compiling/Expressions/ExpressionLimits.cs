using System.Collections.Immutable;
using RulesRouter.Diagnostics;
using RulesRouter.Source;

namespace RulesRouter.Evaluation.Compiling.Expressions;

/// <summary>Size limits that protect the stack of recursive readers; checked before any of them runs.</summary>
internal static class ExpressionLimits
{
    /// <summary>UTF-16 units of one condition.</summary>
    public const int MaxLength = 8_000;

    /// <summary>Nested parentheses.</summary>
    public const int MaxDepth = 50;

    /// <summary>Signs and negations in a row.</summary>
    public const int MaxPrefixes = 8;

    /// <summary>
    /// Arithmetic operators or comparisons without an <c>and</c>, <c>or</c> or comma between them; each deepens the tree by one.
    /// </summary>
    public const int MaxOperators = 100;

    /// <summary>Dots without an operator in between.</summary>
    public const int MaxDots = 20;

    /// <summary>Nodes of a condition after its lets are expanded.</summary>
    public const int MaxNodes = 10_000;

    /// <summary>Levels of nested <c>and</c>, <c>or</c> and <c>not</c> after lets are expanded.</summary>
    public const int MaxNesting = 250;

    public static bool Hold(EmbeddedSource text, DiagnosticBag diagnostics)
    {
        if (text.Text.Length <= MaxLength)
        {
            return true;
        }

        diagnostics.Add(
            ExpressionDiagnostics.TooLarge,
            text.SpanOf(0, 1),
            $"the condition has {text.Text.Length} characters; the maximum is {MaxLength}",
            "name its parts under `let:`, or split the rule");
        return false;
    }

    public static bool Hold(EmbeddedSource text, ImmutableArray<ExpressionToken> tokens, DiagnosticBag diagnostics)
    {
        var depth = 0;
        var prefixes = 0;
        var operators = 0;
        var dots = 0;
        foreach (var token in tokens)
        {
            (operators, dots) = InARow(token, operators, dots);
            if (operators > MaxOperators || dots > MaxDots)
            {
                diagnostics.Add(
                    ExpressionDiagnostics.TooLarge,
                    text.SpanOf(token.Start, token.Length),
                    dots > MaxDots ? $"more than {MaxDots} dots in a row" : $"more than {MaxOperators} operators in a row",
                    "name its parts under `let:`");
                return false;
            }

            depth += token.Value switch
            {
                "(" when token.Kind == TokenKind.Symbol => 1,
                ")" when token.Kind == TokenKind.Symbol => -1,
                _ => 0
            };
            prefixes = token is { Kind: TokenKind.Symbol, Value: "!" or "-" or "+" } or { Kind: TokenKind.Name, Value: "not" }
                ? prefixes + 1
                : 0;
            if (depth > MaxDepth || prefixes > MaxPrefixes)
            {
                diagnostics.Add(
                    ExpressionDiagnostics.TooLarge,
                    text.SpanOf(token.Start, token.Length),
                    $"nested deeper than {(depth > MaxDepth ? MaxDepth : MaxPrefixes)} levels",
                    "name its parts under `let:`");
                return false;
            }
        }

        return true;
    }

    private static (int Operators, int Dots) InARow(ExpressionToken token, int operators, int dots) => (token.Kind, token.Value) switch
    {
        (TokenKind.Symbol, ".") => (operators, dots + 1),
        (TokenKind.Symbol, "(" or ")" or "!") => (operators, dots),
        (TokenKind.Symbol, "," or "&&" or "||") or (TokenKind.Name, "and" or "or") => (0, 0),
        (TokenKind.Symbol, _) or (TokenKind.Name, "in") => (operators + 1, 0),
        (TokenKind.Name or TokenKind.Number or TokenKind.String, _) => (operators, dots),
    };
}
