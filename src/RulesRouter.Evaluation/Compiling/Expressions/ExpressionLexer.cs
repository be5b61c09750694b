using System.Collections.Immutable;
using System.Text;
using RulesRouter.Diagnostics;
using RulesRouter.Source;

namespace RulesRouter.Evaluation.Compiling.Expressions;

/// <summary>Splits a condition into tokens and reports every character that is not part of the condition language.</summary>
internal static class ExpressionLexer
{
    private static readonly string[] Symbols = ["==", "!=", "<=", ">=", "&&", "||", "<", ">", "!", "(", ")", ",", ".", "+", "-", "*", "/"];

    /// <summary>Null if an error was reported.</summary>
    public static ImmutableArray<ExpressionToken>? Read(EmbeddedSource text, DiagnosticBag diagnostics)
    {
        var tokens = ImmutableArray.CreateBuilder<ExpressionToken>();
        var source = text.Text;
        for (var at = 0; at < source.Length;)
        {
            if (char.IsWhiteSpace(source[at]))
            {
                at++;
                continue;
            }

            if (ReadToken(source, at) is not { } token)
            {
                Report(text, at, diagnostics);
                return null;
            }

            tokens.Add(token);
            at += token.Length;
        }

        if (tokens.Count > 0)
        {
            return tokens.ToImmutable();
        }

        diagnostics.Add(
            ExpressionDiagnostics.Syntax,
            text.SpanOf(0, source.Length),
            "the condition is empty",
            "write a condition; a rule without `when` is the default rule");
        return null;
    }

    private static ExpressionToken? ReadToken(string source, int at) => source[at] switch
    {
        '"' => ReadString(source, at),
        >= '0' and <= '9' => ReadNumber(source, at),
        '_' or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') => Take(TokenKind.Name, source, at, IsNameCharacter),
        _ => Symbols.FirstOrDefault(symbol => string.CompareOrdinal(source, at, symbol, 0, symbol.Length) == 0) is { } found
            ? new ExpressionToken(TokenKind.Symbol, found, at, found.Length)
            : null,
    };

    private static ExpressionToken Take(TokenKind kind, string source, int start, Func<char, bool> belongs)
    {
        var end = start;
        while (end < source.Length && belongs(source[end]))
        {
            end++;
        }

        return new ExpressionToken(kind, source[start..end], start, end - start);
    }

    private static bool IsNameCharacter(char character) => char.IsAsciiLetterOrDigit(character) || character == '_';

    private static ExpressionToken? ReadNumber(string source, int start)
    {
        var token = Take(TokenKind.Number, source, start, character => char.IsAsciiDigit(character) || character == '.');
        var end = start + token.Length;
        return (end < source.Length && IsNameCharacter(source[end])) || token.Value.Count(c => c == '.') > 1 || token.Value[^1] == '.'
            ? null
            : token;
    }

    private static ExpressionToken? ReadString(string source, int start)
    {
        var value = new StringBuilder();
        for (var at = start + 1; at < source.Length; at++)
        {
            if (source[at] == '"')
            {
                return new ExpressionToken(TokenKind.String, value.ToString(), start, at + 1 - start);
            }

            if (source[at] == '\\' && at + 1 < source.Length)
            {
                at++;
                if (source[at] is not ('"' or '\\'))
                {
                    return null;
                }
            }

            value.Append(source[at]);
        }

        return null;
    }

    private static void Report(EmbeddedSource text, int at, DiagnosticBag diagnostics)
    {
        var (message, help, length) = LexicalErrors.At(text.Text, at);
        diagnostics.Add(ExpressionDiagnostics.Syntax, text.SpanOf(at, length), message, help);
    }
}
