using System.Collections.Immutable;
using System.Diagnostics;
using System.Linq.Expressions;
using RulesRouter.Diagnostics;
using RulesRouter.Policies;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;
using RulesRouter.Source;

namespace RulesRouter.Evaluation.Compiling.Expressions;

/// <summary>
/// The condition being bound: its scope, its source positions, its size so far, and the string literals that were not read as strings yet.
/// </summary>
internal sealed class BindingContext(ConditionScope scope, EmbeddedSource text, ImmutableArray<ExpressionToken> tokens)
{
    private readonly List<string> unread = [.. tokens.Where(token => token.Kind == TokenKind.String).Select(token => token.Value)];
    private int nodes;

    public ConditionScope Scope => scope;

    /// <summary>The span of the whole condition.</summary>
    public SourceSpan Span { get; } = text.SpanOf(0, text.Text.Length);

    /// <summary>
    /// Checks what can be checked only at the end. The parser converts a string literal compared with a number to a number, so the literal
    /// stays unread.
    /// </summary>
    /// <exception cref="BindingException">A literal is unread, or the condition nests too deeply.</exception>
    public void EndAt(Condition condition)
    {
        if (NestingOf(condition) > ExpressionLimits.MaxNesting)
        {
            throw new BindingException(
                ExpressionDiagnostics.TooLarge,
                Span,
                $"the condition nests deeper than {ExpressionLimits.MaxNesting} levels after its lets are expanded",
                "split the rule");
        }

        if (unread.Count > 0)
        {
            throw new BindingException(
                ExpressionDiagnostics.WrongType,
                SpanOf(unread[0]),
                $"type mismatch: \"{unread[0]}\" is a string",
                "write the value without quotes");
        }
    }

    /// <exception cref="BindingException">The condition exceeds its maximum size.</exception>
    public void Count(int more)
    {
        nodes += more;
        if (nodes > ExpressionLimits.MaxNodes)
        {
            throw new BindingException(
                ExpressionDiagnostics.TooLarge,
                Span,
                $"the condition has more than {ExpressionLimits.MaxNodes} parts after its lets are expanded",
                "split the rule");
        }
    }

    /// <exception cref="BindingException">As <see cref="Count(int)"/>.</exception>
    public void Count(Condition again) => Count(SizeOf(again));

    public string NameOf(MemberExpression member) => member.Expression switch
    {
        ParameterExpression => member.Member.Name,
        MemberExpression { Expression: ParameterExpression } group => $"{group.Member.Name}.{member.Member.Name}",
        MemberExpression { Expression: MemberExpression { Expression: ParameterExpression } outer } inner
            when outer.Member.Name == BudgetDeclaration.Group => $"{outer.Member.Name}.{inner.Member.Name}.{member.Member.Name}",
        _ => throw NotAllowed($"`{member.Member.Name}` may not be used like this in a condition"),
    };

    public FactSlot SlotOf(MemberExpression member) => NameOf(member) is var name && scope.Schema.TryFind(name, out var slot)
        ? slot
        : throw NotAllowed($"`{name}` is a let; a fact is required here");

    /// <summary>Null if the node is not a string literal.</summary>
    public string? Literal(Expression node)
    {
        if (node is not ConstantExpression { Value: string value })
        {
            return null;
        }

        unread.Remove(value);
        return value;
    }

    public string RequiredLiteral(Expression node) =>
        Literal(ExpressionNodes.Strip(node)) ?? throw WrongType("expected a string in double quotes");

    public BindingException NotAllowed(string message, string help = "") => new(ExpressionDiagnostics.NotAllowed, Span, message, help);

    public BindingException WrongType(string message, string help = "") => new(ExpressionDiagnostics.WrongType, Span, message, help);

    public BindingException UnknownValue(FactDefinition fact, string value)
    {
        return new(
            ExpressionDiagnostics.UnknownValue,
            SpanOf(value),
            $"`{fact.Name}` has no value \"{value}\"",
            fact.Values.IsEmpty ? "" : Suggestion.DidYouMean(value, fact.Values, $"allowed values: {string.Join(", ", fact.Values)}"));
    }

    private SourceSpan SpanOf(string value)
    {
        var token = tokens.FirstOrDefault(token => token.Kind == TokenKind.String && token.Value == value);
        return token.Length == 0 ? Span : text.SpanOf(token.Start, token.Length);
    }

    private static int NestingOf(Condition condition) => 1 + condition switch
    {
        Condition.All all => all.Operands.Select(NestingOf).DefaultIfEmpty().Max(),
        Condition.Any any => any.Operands.Select(NestingOf).DefaultIfEmpty().Max(),
        Condition.Not not => NestingOf(not.Operand),
        Condition.Literal or Condition.Leaf => 0,
        _ => throw new UnreachableException(),
    };

    private static int SizeOf(Condition condition) => 1 + condition switch
    {
        Condition.All all => all.Operands.Sum(SizeOf),
        Condition.Any any => any.Operands.Sum(SizeOf),
        Condition.Not not => SizeOf(not.Operand),
        Condition.Literal or Condition.Leaf => 1,
        _ => throw new UnreachableException(),
    };
}
