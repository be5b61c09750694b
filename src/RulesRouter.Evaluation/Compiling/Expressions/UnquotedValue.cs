using System.Collections.Immutable;
using RulesRouter.Diagnostics;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Compiling.Expressions;

/// <summary>
/// Recognises an unknown name that is compared with a string fact: <c>task == refactor</c>, <c>task in (code-review)</c>.
/// </summary>
internal static class UnquotedValue
{
    /// <summary>Index of the last token of a name with hyphens: <c>code-review</c>.</summary>
    public static int End(ImmutableArray<ExpressionToken> tokens, int first)
    {
        var last = first;
        while (last + 2 < tokens.Length
            && IsHyphen(tokens[last + 1])
            && tokens[last + 2].Kind == TokenKind.Name
            && AreAdjacent(tokens, last)
            && AreAdjacent(tokens, last + 1))
        {
            last += 2;
        }

        return last;
    }

    /// <summary>Help for a value without quotes; null if the name is not compared with a string fact.</summary>
    /// <param name="first">Index of the first token of the name.</param>
    /// <param name="last">Index of its last token.</param>
    public static string? Help(ImmutableArray<ExpressionToken> tokens, int first, int last, ConditionScope scope)
    {
        if (ComparedFact(tokens, first, last, scope) is not { Type: FactType.String or FactType.Enum } fact)
        {
            return null;
        }

        var value = Joined(tokens, first, last);
        if (Suggestion.Nearest(value, fact.Values) is { } nearest)
        {
            return $"did you mean `{ConditionSyntax.Quoted(nearest)}`?";
        }

        return Suggestion.DidYouMean(value, scope.Names) is { Length: > 0 } name
            ? name
            : $"string values need double quotes: `{ConditionSyntax.Quoted(value)}`";
    }

    private static FactDefinition? ComparedFact(ImmutableArray<ExpressionToken> tokens, int first, int last, ConditionScope scope)
    {
        if (first > 1 && IsEquality(tokens[first - 1]))
        {
            return FactEndingAt(tokens, first - 2, scope);
        }

        if (last + 2 < tokens.Length && IsEquality(tokens[last + 1]))
        {
            return FactStartingAt(tokens, last + 2, scope);
        }

        var at = first - 1;
        while (at > 0
            && tokens[at] is
        {
            Kind: TokenKind.String
                or TokenKind.Name
                or TokenKind.Number
        } or
        {
            Kind: TokenKind.Symbol, Value: ","
                or "-"
        })
        {
            at--;
        }

        return at > 1 && tokens[at] is { Kind: TokenKind.Symbol, Value: "(" } && tokens[at - 1] is { Kind: TokenKind.Name, Value: "in" }
            ? FactEndingAt(tokens, tokens[at - 2] is { Kind: TokenKind.Name, Value: "not" } ? at - 3 : at - 2, scope)
            : null;
    }

    private static FactDefinition? FactEndingAt(ImmutableArray<ExpressionToken> tokens, int end, ConditionScope scope)
    {
        if (end < 0)
        {
            return null;
        }

        var start = end > 1 && tokens[end - 1] is { Kind: TokenKind.Symbol, Value: "." } ? end - 2 : end;
        return Named(Joined(tokens, start, end), scope);
    }

    private static FactDefinition? FactStartingAt(ImmutableArray<ExpressionToken> tokens, int start, ConditionScope scope) =>
        start + 2 < tokens.Length && tokens[start + 1] is { Kind: TokenKind.Symbol, Value: "." }
            ? Named(Joined(tokens, start, start + 2), scope)
            : Named(tokens[start].Value, scope);

    private static FactDefinition? Named(string name, ConditionScope scope) =>
        scope.Knows(name) && scope.Schema.TryFind(name, out var slot) ? scope.Schema[slot] : null;

    private static string Joined(ImmutableArray<ExpressionToken> tokens, int first, int last) =>
        string.Concat(tokens.AsSpan()[first..(last + 1)].ToArray().Select(token => token.Value));

    private static bool IsEquality(ExpressionToken token) => token is { Kind: TokenKind.Symbol, Value: "==" or "!=" };

    private static bool IsHyphen(ExpressionToken token) => token is { Kind: TokenKind.Symbol, Value: "-" };

    private static bool AreAdjacent(ImmutableArray<ExpressionToken> tokens, int index) =>
        tokens[index].Start + tokens[index].Length == tokens[index + 1].Start;
}
