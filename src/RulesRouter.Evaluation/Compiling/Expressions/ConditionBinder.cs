using System.Collections.Immutable;
using System.Linq.Expressions;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;
using RulesRouter.Source;
using static RulesRouter.Evaluation.Compiling.Expressions.ExpressionNodes;

namespace RulesRouter.Evaluation.Compiling.Expressions;

/// <summary>
/// Turns an expression tree into a <see cref="Condition"/>, node by node. A node that is not listed here or in <see cref="TermBinder"/> is
/// an error.
/// </summary>
internal sealed class ConditionBinder
{
    private readonly BindingContext text;
    private readonly TermBinder terms;
    private readonly SourceSpan span;

    private ConditionBinder(BindingContext text)
    {
        this.text = text;
        terms = new TermBinder(text);
        span = text.Span;
    }

    /// <exception cref="BindingException">The tree is not part of the condition language.</exception>
    public static Condition Bind(Expression tree, BindingContext text)
    {
        var condition = new ConditionBinder(text).Condition(tree);
        text.EndAt(condition);
        return condition;
    }

    private Condition Condition(Expression node)
    {
        text.Count(1);
        return node switch
        {
            ConstantExpression { Value: bool value } => new Condition.Literal(value, span),
            UnaryExpression { NodeType: ExpressionType.Not } not => new Condition.Not(Condition(not.Operand), span),
            UnaryExpression { NodeType: ExpressionType.Convert } convert => Condition(convert.Operand),
            BinaryExpression { NodeType: ExpressionType.AndAlso or ExpressionType.And } and => Flatten(
                and,
                ExpressionType.AndAlso,
                ExpressionType.And,
                operands => new Condition.All(operands, span)),
            BinaryExpression { NodeType: ExpressionType.OrElse or ExpressionType.Or } or => Flatten(
                or,
                ExpressionType.OrElse,
                ExpressionType.Or,
                operands => new Condition.Any(operands, span)),
            BinaryExpression comparison => Comparison(comparison),
            MethodCallExpression call => Call(call),
            MemberExpression member when IsFlag(member) => Flag(member),
            _ => throw text.NotAllowed("a condition must be a boolean"),
        };
    }

    private Condition Flatten(
        BinaryExpression node,
        ExpressionType first,
        ExpressionType second,
        Func<ImmutableArray<Condition>,
        Condition> make)
    {
        var operands = ImmutableArray.CreateBuilder<Condition>();
        var left = (Expression)node;
        while (left is BinaryExpression binary && (binary.NodeType == first || binary.NodeType == second))
        {
            operands.Add(Condition(binary.Right));
            left = binary.Left;
        }

        operands.Add(Condition(left));
        operands.Reverse();
        return make(operands.ToImmutable());
    }

    private Condition Flag(MemberExpression member)
    {
        if (!text.Scope.Lets.TryGetValue(text.NameOf(member), out var let))
        {
            return new Condition.BooleanFact(text.SlotOf(member), span);
        }

        text.Count(let);
        return let;
    }

    private Condition Comparison(BinaryExpression node)
    {
        var left = Strip(node.Left);
        var right = Strip(node.Right);
        if (IsNull(left) || IsNull(right))
        {
            return NullTest(node, IsNull(left) ? right : left);
        }

        if (left is MethodCallExpression { Method.Name: "Compare" } compare && compare.Method.DeclaringType == typeof(string))
        {
            return Ordered(compare, Relation(node));
        }

        return (left, right) switch
        {
            _ when IsFlag(left) && IsFlag(right) => SameFlags(node, left, right),
            _ when IsText(left) && IsText(right) => Equality(node, SameText(left, right)),
            _ when IsNumber(left)
                && IsNumber(right) => new Condition.CompareNumbers(terms.Number(left), Relation(node), terms.Number(right), span),
            _ => throw text.WrongType("these operands cannot be compared", "compare values of the same type"),
        };
    }

    private NumberRelation Relation(BinaryExpression node) =>
        RelationOf(node.NodeType) ?? throw text.NotAllowed("this operator may not be used in a condition");

    private Condition NullTest(BinaryExpression node, Expression operand) => operand is MemberExpression member
        ? Equality(node, new Condition.Not(new Condition.Has(text.SlotOf(member), span), span))
        : throw text.NotAllowed("only a fact can be compared with `null`");

    private Condition SameFlags(BinaryExpression node, Expression left, Expression right) => Equality(node, (left, right) switch
    {
        (ConstantExpression { Value: bool wanted }, var other) => wanted ? Condition(other) : new Condition.Not(Condition(other), span),
        (var other, ConstantExpression { Value: bool wanted }) => wanted ? Condition(other) : new Condition.Not(Condition(other), span),
        _ => BothOrNeither(Condition(left), Condition(right)),
    });

    private Condition BothOrNeither(Condition left, Condition right)
    {
        text.Count(left);
        text.Count(right);
        return new Condition.Any(
            [
                new Condition.All([left, right], span),
                new Condition.All([new Condition.Not(left, span), new Condition.Not(right, span)], span),
            ],
            span);
    }

    private Condition SameText(Expression left, Expression right) => (text.Literal(left), text.Literal(right)) switch
    {
        ({ } a, { } b) => new Condition.Literal(a == b, span),
        ({ } value, null) => OneOf(right, [value]),
        (null, { } value) => OneOf(left, [value]),
        _ => new Condition.SameString(terms.Text(left), terms.Text(right), span),
    };

    private Condition OneOf(Expression term, IEnumerable<string> values)
    {
        var wanted = values.ToImmutableSortedSet(StringComparer.Ordinal);
        if (term is MemberExpression member && text.Scope.Schema[text.SlotOf(member)] is { Type: FactType.Enum } fact)
        {
            foreach (var value in wanted.Where(value => !fact.Values.Contains(value)))
            {
                throw text.UnknownValue(fact, value);
            }
        }

        return new Condition.OneOf(terms.Text(term), wanted, span);
    }

    /// <summary>A comparison of an ordered enum with one of its values becomes membership in the values on that side.</summary>
    private Condition Ordered(MethodCallExpression compare, NumberRelation relation)
    {
        var (left, right) = (Strip(compare.Arguments[0]), Strip(compare.Arguments[1]));
        if (text.Literal(left) is not null)
        {
            (left, right, relation) = (right, left, Mirrored(relation));
        }

        if (left is not MemberExpression member
            || text.Literal(right) is not { } value
            || text.Scope.Schema[text.SlotOf(member)] is not { Type: FactType.Enum } fact)
        {
            throw text.WrongType(
                "strings have no order",
                "use `==` or `in`; `<` and `>` compare numbers, or an ordered enum with one of its values");
        }

        var rank = fact.Values.IndexOf(value);
        return rank < 0 ? throw text.UnknownValue(fact, value) : OneOf(left, fact.Values.Where((_, index) => Holds(index, relation, rank)));
    }

    private Condition Call(MethodCallExpression call)
    {
        if (IsScript(call))
        {
            return new Condition.Script(terms.Call(call), span);
        }

        if (call.Object is MemberExpression { Member.Name: TextTest.Group, Expression: ParameterExpression })
        {
            return Test(call);
        }

        var arguments = call.Arguments.Select(Strip).ToList();
        var target = call.Object is null ? null : Strip(call.Object);
        return (call.Method.DeclaringType, call.Method.Name) switch
        {
            (var type, "has") when type == typeof(FactsView)
                && arguments[0] is MemberExpression fact => new Condition.Has(text.SlotOf(fact), span),
            (var type, "Contains") when type == typeof(FactSet)
                && target is MemberExpression set => SetHolds(text.SlotOf(set), text.RequiredLiteral(arguments[0])),
            (var type, "Contains") when type == typeof(Enumerable)
                && arguments is [NewArrayExpression list, var item] => Membership(list, item),
            (var type, "StartsWith" or "EndsWith" or "Contains") when type == typeof(string) && arguments.Count == 1 =>
                new Condition.TestString(
                    terms.Text(target!),
                    Enum.Parse<StringTest>(call.Method.Name),
                    text.RequiredLiteral(arguments[0]),
                    span),
            _ => throw text.NotAllowed($"`{call.Method.Name}` may not be used like this in a condition"),
        };
    }

    private Condition.BooleanFact Test(MethodCallExpression call)
    {
        var test = TextTest.Of(call.Method.Name, call.Arguments.Select(text.RequiredLiteral));
        return test is not null && text.Scope.Schema.TryFind(test.Name, out var slot)
            ? new Condition.BooleanFact(slot, span)
            : throw text.NotAllowed($"`{call.Method.Name}` may not be used like this in a condition");
    }

    private Condition.SetHolds SetHolds(FactSlot slot, string member)
    {
        var fact = text.Scope.Schema[slot];
        return fact.Values.Length == 0 || fact.Values.Contains(member)
            ? new Condition.SetHolds(slot, member, span)
            : throw text.UnknownValue(fact, member);
    }

    private Condition Membership(NewArrayExpression list, Expression item)
    {
        var members = list.Expressions.Select(Strip).ToList();
        return IsText(item)
            ? OneOf(item, members.Select(text.RequiredLiteral))
            : new Condition.Any(
                [
                    .. members.Select(
                        member => (Condition)new Condition.CompareNumbers(
                            terms.Number(item),
                            NumberRelation.Equal,
                            terms.Number(member),
                            span)),
                ],
                span);
    }

    private Condition Equality(BinaryExpression node, Condition equal) => node.NodeType switch
    {
        ExpressionType.Equal => equal,
        ExpressionType.NotEqual => equal is Condition.Not not ? not.Operand : new Condition.Not(equal, span),
        _ => throw text.WrongType("only numbers and ordered enums have an order", "use `==` or `!=`"),
    };

    private static NumberRelation Mirrored(NumberRelation relation) => relation switch
    {
        NumberRelation.Less => NumberRelation.Greater,
        NumberRelation.LessOrEqual => NumberRelation.GreaterOrEqual,
        NumberRelation.GreaterOrEqual => NumberRelation.LessOrEqual,
        NumberRelation.Greater => NumberRelation.Less,
        NumberRelation.Equal or NumberRelation.NotEqual => relation,
    };

    private static bool Holds(int index, NumberRelation relation, int rank) => relation switch
    {
        NumberRelation.Less => index < rank,
        NumberRelation.LessOrEqual => index <= rank,
        NumberRelation.GreaterOrEqual => index >= rank,
        NumberRelation.Greater => index > rank,
        NumberRelation.Equal => index == rank,
        NumberRelation.NotEqual => index != rank,
    };
}
