using System.Collections.Immutable;
using System.Linq.Expressions;
using RulesRouter.Diagnostics;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;
using RulesRouter.Source;

namespace RulesRouter.Evaluation.Expressions;

/// <summary>The condition being bound: what its names mean, where its parts stand, how much of it there is, and which of its texts were read.</summary>
internal sealed class BindingText(ConditionScope scope, EmbeddedSource text, ImmutableArray<ExpressionToken> tokens)
{
    private readonly List<string> unread = [.. tokens.Where(token => token.Kind == TokenKind.Text).Select(token => token.Value)];
    private int nodes;

    public ConditionScope Scope => scope;

    /// <summary>Of the whole condition.</summary>
    public SourceSpan Span { get; } = text.SpanOf(0, text.Text.Length);

    /// <summary>The parser turns a text beside a number into a number: such a text was never read as one.</summary>
    /// <exception cref="BindingRefusal">There is one.</exception>
    public void EndAt(Condition condition)
    {
        if (NestingOf(condition) > ExpressionLimits.MaxNesting)
        {
            throw new BindingRefusal(ExpressionDiagnostics.TooLarge, Span, $"a condition nested deeper than {ExpressionLimits.MaxNesting} levels once its lets are filled in", "split the rule");
        }

        if (unread.Count > 0)
        {
            throw new BindingRefusal(ExpressionDiagnostics.WrongType, SpanOf(unread[0]), $"the text \"{unread[0]}\" is compared with a number or boolean", "write the value without quotes");
        }
    }

    /// <exception cref="BindingRefusal">That is more than a condition may hold.</exception>
    public void Count(int more)
    {
        nodes += more;
        if (nodes > ExpressionLimits.MaxNodes)
        {
            throw new BindingRefusal(ExpressionDiagnostics.TooLarge, Span, $"a condition of more than {ExpressionLimits.MaxNodes} parts once its lets are filled in", "split the rule");
        }
    }

    /// <exception cref="BindingRefusal">As <see cref="Count(int)"/>.</exception>
    public void Count(Condition again) => Count(SizeOf(again));

    public string NameOf(MemberExpression member) => member.Expression switch
    {
        ParameterExpression => member.Member.Name,
        MemberExpression { Expression: ParameterExpression } group => $"{group.Member.Name}.{member.Member.Name}",
        _ => throw NotAllowed($"`{member.Member.Name}` may not be used like this in a condition"),
    };

    public FactSlot SlotOf(MemberExpression member) => NameOf(member) is var name && scope.Schema.TryFind(name, out var slot)
        ? slot
        : throw NotAllowed($"`{name}` is a let, and only a fact can stand here");

    /// <summary>Null where the node is no text in quotes.</summary>
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
        Literal(ExpressionNodes.Strip(node)) ?? throw WrongType("a text in double quotes is expected here");

    public BindingRefusal NotAllowed(string message, string help = "") => new(ExpressionDiagnostics.NotAllowed, Span, message, help);

    public BindingRefusal WrongType(string message, string help = "") => new(ExpressionDiagnostics.WrongType, Span, message, help);

    public BindingRefusal UnknownValue(FactDefinition fact, string value)
    {
        var help = Suggestion.DidYouMean(value, fact.Values);
        return new(ExpressionDiagnostics.UnknownValue, SpanOf(value), $"`{fact.Name}` is never \"{value}\"", help.Length > 0 ? help : $"it is one of {string.Join(", ", fact.Values)}");
    }

    private SourceSpan SpanOf(string value)
    {
        var token = tokens.FirstOrDefault(token => token.Kind == TokenKind.Text && token.Value == value);
        return token.Length == 0 ? Span : text.SpanOf(token.Start, token.Length);
    }

    private static int NestingOf(Condition condition) => 1 + condition switch
    {
        Condition.All all => all.Operands.Select(NestingOf).DefaultIfEmpty().Max(),
        Condition.Any any => any.Operands.Select(NestingOf).DefaultIfEmpty().Max(),
        Condition.Not not => NestingOf(not.Operand),
        _ => 0,
    };

    private static int SizeOf(Condition condition) => 1 + condition switch
    {
        Condition.All all => all.Operands.Sum(SizeOf),
        Condition.Any any => any.Operands.Sum(SizeOf),
        Condition.Not not => SizeOf(not.Operand),
        _ => 1,
    };
}
