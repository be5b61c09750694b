using System.Collections.Immutable;
using RulesRouter.Diagnostics;
using RulesRouter.Source;

namespace RulesRouter.Evaluation.Expressions;

/// <summary>Bounds that keep recursive readers within their stack: checked before any of them runs.</summary>
internal static class ExpressionLimits
{
    /// <summary>UTF-16 units of one condition.</summary>
    public const int MaxLength = 8_000;

    /// <summary>Open parentheses.</summary>
    public const int MaxDepth = 50;

    /// <summary>Signs and negations in a row.</summary>
    public const int MaxPrefixes = 8;

    /// <summary>Nodes of a condition after its lets are substituted.</summary>
    public const int MaxNodes = 10_000;

    public static bool Hold(EmbeddedText text, DiagnosticBag diagnostics)
    {
        if (text.Text.Length <= MaxLength)
        {
            return true;
        }

        diagnostics.Add(ExpressionDiagnostics.TooLarge, text.SpanOf(0, 1), $"a condition of {text.Text.Length} characters; the limit is {MaxLength}", "name its parts under `let:`, or split the rule");
        return false;
    }

    public static bool Hold(EmbeddedText text, ImmutableArray<ExpressionToken> tokens, DiagnosticBag diagnostics)
    {
        var depth = 0;
        var prefixes = 0;
        foreach (var token in tokens)
        {
            depth += token.Value switch { "(" when token.Kind == TokenKind.Symbol => 1, ")" when token.Kind == TokenKind.Symbol => -1, _ => 0 };
            prefixes = token is { Kind: TokenKind.Symbol, Value: "!" or "-" or "+" } or { Kind: TokenKind.Name, Value: "not" } ? prefixes + 1 : 0;
            if (depth > MaxDepth || prefixes > MaxPrefixes)
            {
                diagnostics.Add(ExpressionDiagnostics.TooLarge, text.SpanOf(token.Start, token.Length), $"nested deeper than {(depth > MaxDepth ? MaxDepth : MaxPrefixes)} levels", "name its parts under `let:`");
                return false;
            }
        }

        return true;
    }
}
