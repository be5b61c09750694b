using System.Collections.Immutable;
using RulesRouter.Diagnostics;
using RulesRouter.Source;

namespace RulesRouter.Evaluation.Compiling.Expressions;

/// <summary>
/// Checks every name of a condition against its scope before the expression parser sees it, so that the parser reaches nothing else.
/// </summary>
internal static class NameCheck
{
    public static bool Passes(EmbeddedSource text, ImmutableArray<ExpressionToken> tokens, ConditionScope scope, DiagnosticBag diagnostics)
    {
        var isValid = true;
        for (var index = 0; index < tokens.Length; index++)
        {
            if (tokens[index] is { Kind: TokenKind.Name, Value: "in" })
            {
                isValid &= CheckList(text, tokens, index, diagnostics);
                continue;
            }

            if (tokens[index].Kind != TokenKind.Name || ConditionScope.Words.Contains(tokens[index].Value))
            {
                continue;
            }

            var afterDot = index > 0 && IsSymbol(tokens[index - 1], ".");
            var last = index;
            if (!afterDot && index + 2 < tokens.Length && IsSymbol(tokens[index + 1], ".") && tokens[index + 2].Kind == TokenKind.Name
                && (scope.IsGroup(tokens[index].Value)
                    || (!scope.Knows(tokens[index].Value) && !ConditionScope.Methods.Contains(tokens[index + 2].Value))))
            {
                last = index + 2;
                if (scope.IsGroup(Joined(tokens, index, last)) && last + 2 < tokens.Length && IsSymbol(tokens[last + 1], ".")
                    && tokens[last + 2].Kind == TokenKind.Name)
                {
                    last += 2;
                }
            }

            if (afterDot)
            {
                isValid &= CheckMethod(text, tokens, index, diagnostics);
            }
            else if (!CheckName(text, tokens, index, last, scope, diagnostics))
            {
                isValid = false;
                last = Math.Max(last, UnquotedValue.End(tokens, index));
            }

            index = last;
        }

        return isValid;
    }

    private static bool CheckList(EmbeddedSource text, ImmutableArray<ExpressionToken> tokens, int at, DiagnosticBag diagnostics)
    {
        if (at + 1 < tokens.Length && IsSymbol(tokens[at + 1], "("))
        {
            return true;
        }

        var found = tokens[Math.Min(at + 1, tokens.Length - 1)];
        var isSet = found.Kind == TokenKind.Name && at + 1 < tokens.Length;
        diagnostics.Add(
            ExpressionDiagnostics.Syntax,
            text.SpanOf(found.Start, found.Length),
            "expected a list after `in`",
            isSet
                ? $"write `in (\"a\", \"b\")`; to test whether a set contains a value, write `{found.Value}.Contains(\"a\")`"
                : "write `in (\"a\", \"b\")`");
        return false;
    }

    private static bool CheckMethod(EmbeddedSource text, ImmutableArray<ExpressionToken> tokens, int at, DiagnosticBag diagnostics)
    {
        var token = tokens[at];
        if (ConditionScope.Methods.Contains(token.Value))
        {
            if (token.Value == nameof(string.Length) || (at + 1 < tokens.Length && IsSymbol(tokens[at + 1], "(")))
            {
                return true;
            }

            diagnostics.Add(
                ExpressionDiagnostics.Syntax,
                text.SpanOf(token.Start, token.Length),
                $"`{token.Value}` needs parentheses",
                token.Value.StartsWith("To", StringComparison.Ordinal) ? $"write `{token.Value}()`" : $"write `{token.Value}(\"…\")`");
            return false;
        }

        diagnostics.Add(
            ExpressionDiagnostics.NotAllowed,
            text.SpanOf(token.Start, token.Length),
            $"`{token.Value}` may not be used in a condition",
            Suggestion.DidYouMean(
                token.Value,
                ConditionScope.Methods,
                $"allowed after a dot: {string.Join(", ", ConditionScope.Methods.Order(StringComparer.Ordinal))}"));
        return false;
    }

    private static bool CheckName(
        EmbeddedSource text,
        ImmutableArray<ExpressionToken> tokens,
        int first,
        int last,
        ConditionScope scope,
        DiagnosticBag diagnostics)
    {
        var name = Joined(tokens, first, last);
        if (scope.ScriptNamed(name) is { TakesEndpoint: true } ranks)
        {
            diagnostics.Add(
                ScriptDiagnostics.WrongUse,
                text.SpanOf(tokens[first].Start, tokens[last].Start + tokens[last].Length - tokens[first].Start),
                $"script `{ranks.Name}` scores endpoints; a condition can only use facts of the request",
                $"use it as `objective: {{ script: {ranks.Name} }}`");
            return false;
        }

        if (scope.Knows(name))
        {
            return true;
        }

        var end = last == first ? UnquotedValue.End(tokens, first) : last;
        if (UnquotedValue.Help(tokens, first, end, scope) is { } quoted)
        {
            last = end;
            name = text.Text[tokens[first].Start..(tokens[last].Start + tokens[last].Length)];
            diagnostics.Add(
                ExpressionDiagnostics.UnknownName,
                text.SpanOf(tokens[first].Start, name.Length),
                $"unknown name `{name}`",
                quoted);
            return false;
        }

        var help = KeywordHelp(name) ?? Suggestion.DidYouMean(name, scope.Names);
        diagnostics.Add(
            ExpressionDiagnostics.UnknownName,
            text.SpanOf(tokens[first].Start, tokens[last].Start + tokens[last].Length - tokens[first].Start),
            $"unknown name `{name}`",
            help.Length > 0 ? help : scope.NamesHelp);
        return false;
    }

    private static string Joined(ImmutableArray<ExpressionToken> tokens, int first, int last) =>
        string.Concat(tokens.AsSpan()[first..(last + 1)].ToArray().Select(token => token.Value));

    /// <summary>Keywords in upper case, and those of other languages.</summary>
    private static string? KeywordHelp(string name) => name switch
    {
        "is" or "IS" => "write `== null`, or `has(…)`",
        "contains" => "write `.Contains(\"…\")` after the name",
        _ => ConditionScope.Words.FirstOrDefault(word => word.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } word
            ? $"did you mean `{word}`?"
            : null,
    };

    private static bool IsSymbol(ExpressionToken token, string symbol) => token.Kind == TokenKind.Symbol && token.Value == symbol;
}
