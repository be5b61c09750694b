using System.Collections.Immutable;
using RulesRouter.Diagnostics;
using RulesRouter.Requests;
using RulesRouter.Source;

namespace RulesRouter.Evaluation.Compiling.Expressions;

/// <summary>Checks the calls of text tests before the expression parser sees them: string literals, and tests that can be run.</summary>
internal static class TextTestCheck
{
    public static bool Passes(EmbeddedSource text, ImmutableArray<ExpressionToken> tokens, ConditionScope scope, DiagnosticBag diagnostics)
    {
        var isValid = true;
        for (var index = 0; index + 2 < tokens.Length; index++)
        {
            var isCall = tokens[index] is { Kind: TokenKind.Name, Value: TextTest.Group }
                && tokens[index + 1] is { Kind: TokenKind.Symbol, Value: "." }
                && TextTest.FunctionNames.Contains($"{TextTest.Group}.{tokens[index + 2].Value}")
                && (index == 0 || tokens[index - 1] is not { Kind: TokenKind.Symbol, Value: "." });
            isValid &= !isCall || Check(text, tokens, index, scope, diagnostics);
        }

        return isValid;
    }

    private static bool Check(
        EmbeddedSource text,
        ImmutableArray<ExpressionToken> tokens,
        int at,
        ConditionScope scope,
        DiagnosticBag diagnostics)
    {
        var function = tokens[at + 2];
        var end = at + 3;
        var values = Values(tokens, ref end);
        var last = tokens[Math.Min(end, tokens.Length - 1)];
        var span = text.SpanOf(tokens[at].Start, last.Start + last.Length - tokens[at].Start);
        if (values is null)
        {
            diagnostics.Add(
                ExpressionDiagnostics.Syntax,
                span,
                $"`{TextTest.Group}.{function.Value}` takes strings in double quotes",
                $"write `{TextTest.Group}.{function.Value}(\"…\")`");
            return false;
        }

        var test = TextTest.Of(function.Value, values)!;
        if (test.Problem() is { } problem)
        {
            diagnostics.Add(ExpressionDiagnostics.NotAllowed, span, $"`{test.Name}` cannot be tested: {problem}");
            return false;
        }

        if (scope.Schema.TryFind(test.Name, out _))
        {
            return true;
        }

        diagnostics.Add(
            ExpressionDiagnostics.NotAllowed,
            span,
            $"`{test.Name}` is a test that no rule of the policy uses",
            "outside a policy, only tests that its rules use are known");
        return false;
    }

    /// <summary>Moves to the closing parenthesis; null where there is no list of strings.</summary>
    private static List<string>? Values(ImmutableArray<ExpressionToken> tokens, ref int at)
    {
        if (at >= tokens.Length || tokens[at] is not { Kind: TokenKind.Symbol, Value: "(" })
        {
            return null;
        }

        var values = new List<string>();
        while (++at < tokens.Length && tokens[at].Kind == TokenKind.String)
        {
            values.Add(tokens[at].Value);
            if (++at < tokens.Length && tokens[at] is { Kind: TokenKind.Symbol, Value: ")" })
            {
                return values;
            }

            if (at >= tokens.Length || tokens[at] is not { Kind: TokenKind.Symbol, Value: "," })
            {
                return null;
            }
        }

        return null;
    }
}
