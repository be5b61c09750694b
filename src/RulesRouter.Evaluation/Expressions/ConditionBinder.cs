using System.Collections.Immutable;
using System.Linq.Expressions;
using RulesRouter.Diagnostics;
using RulesRouter.Evaluation.Scripts;
using RulesRouter.Policies;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;
using RulesRouter.Source;

namespace RulesRouter.Evaluation.Expressions;

/// <summary>Turns an expression tree into a <see cref="Condition"/>, node by node. A node that is not listed here is refused.</summary>
internal sealed class ConditionBinder(ConditionScope scope, EmbeddedText text, ImmutableArray<ExpressionToken> tokens, DiagnosticBag diagnostics)
{
    private readonly List<string> unusedTexts = [.. tokens.Where(token => token.Kind == TokenKind.Text).Select(token => token.Value)];
    private readonly SourceSpan span = text.SpanOf(0, text.Text.Length);
    private int nodes;

    /// <summary>Null where something was reported.</summary>
    public Condition? Bind(Expression tree)
    {
        try
        {
            var condition = Condition(tree);
            if (NestingOf(condition) > ExpressionLimits.MaxNesting)
            {
                throw new Refusal(ExpressionDiagnostics.TooLarge, span, $"a condition nested deeper than {ExpressionLimits.MaxNesting} levels once its lets are filled in", "split the rule");
            }

            if (unusedTexts.Count == 0)
            {
                return condition;
            }

            throw new Refusal(ExpressionDiagnostics.WrongType, SpanOfText(unusedTexts[0]), $"the text \"{unusedTexts[0]}\" is compared with a number or boolean", "write the value without quotes");
        }
        catch (Refusal refusal)
        {
            diagnostics.Add(refusal.Code, refusal.Span, refusal.Message, refusal.Help);
            return null;
        }
    }

    private Condition Condition(Expression node)
    {
        Count(1);
        return node switch
        {
            ConstantExpression { Value: bool value } => new Condition.Literal(value, span),
            UnaryExpression { NodeType: ExpressionType.Not } not => new Condition.Not(Condition(not.Operand), span),
            UnaryExpression { NodeType: ExpressionType.Convert } convert => Condition(convert.Operand),
            BinaryExpression { NodeType: ExpressionType.AndAlso or ExpressionType.And } and => Flatten(and, ExpressionType.AndAlso, ExpressionType.And, operands => new Condition.All(operands, span)),
            BinaryExpression { NodeType: ExpressionType.OrElse or ExpressionType.Or } or => Flatten(or, ExpressionType.OrElse, ExpressionType.Or, operands => new Condition.Any(operands, span)),
            BinaryExpression comparison => Comparison(comparison),
            MethodCallExpression call => Call(call),
            MemberExpression member when member.Type == typeof(bool) => Flag(member),
            _ => throw NotAllowed("a condition must be true or false, and this is neither"),
        };
    }

    private Condition Flatten(BinaryExpression node, ExpressionType first, ExpressionType second, Func<ImmutableArray<Condition>, Condition> make)
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
        var name = NameOf(member);
        if (!scope.Lets.TryGetValue(name, out var let))
        {
            return new Condition.Flag(SlotOf(name), span);
        }

        Count(SizeOf(let));
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
            return Ordered(compare, RelationOf(node.NodeType));
        }

        return (Of(left), Of(right)) switch
        {
            (Operand.Boolean, Operand.Boolean) => SameFlags(node, left, right),
            (Operand.Text, Operand.Text) => Equality(node, SameText(left, right)),
            (Operand.Number, Operand.Number) => new Condition.CompareNumbers(Number(left), RelationOf(node.NodeType), Number(right), span),
            _ => throw new Refusal(ExpressionDiagnostics.WrongType, span, "a comparison of values that do not compare", "compare numbers with numbers and texts with \"texts\""),
        };
    }

    private Condition NullTest(BinaryExpression node, Expression operand)
    {
        if (operand is not MemberExpression member)
        {
            throw NotAllowed("only a fact can be compared with null");
        }

        return Equality(node, new Condition.Not(new Condition.Has(SlotOf(NameOf(member)), span), span));
    }

    private Condition SameFlags(BinaryExpression node, Expression left, Expression right) => Equality(node, (left, right) switch
    {
        (ConstantExpression { Value: bool wanted }, var other) => wanted ? Condition(other) : new Condition.Not(Condition(other), span),
        (var other, ConstantExpression { Value: bool wanted }) => wanted ? Condition(other) : new Condition.Not(Condition(other), span),
        _ => BothOrNeither(Condition(left), Condition(right)),
    });

    private Condition BothOrNeither(Condition left, Condition right)
    {
        Count(SizeOf(left) + SizeOf(right));
        return new Condition.Any([new Condition.All([left, right], span), new Condition.All([new Condition.Not(left, span), new Condition.Not(right, span)], span)], span);
    }

    private Condition SameText(Expression left, Expression right) => (Literal(left), Literal(right)) switch
    {
        ({ } a, { } b) => new Condition.Literal(a == b, span),
        ({ } value, null) => OneOf(right, [value]),
        (null, { } value) => OneOf(left, [value]),
        _ => new Condition.SameText(Text(left), Text(right), span),
    };

    private Condition OneOf(Expression term, IEnumerable<string> values)
    {
        var wanted = values.ToImmutableSortedSet(StringComparer.Ordinal);
        if (term is MemberExpression member && scope.Schema[SlotOf(NameOf(member))] is { Type: FactType.Enum } fact)
        {
            foreach (var value in wanted.Where(value => !fact.Values.Contains(value)))
            {
                throw UnknownValue(fact, value);
            }
        }

        return new Condition.OneOf(Text(term), wanted, span);
    }

    /// <summary>An ordered enum against one of its values becomes membership of the values on that side.</summary>
    private Condition Ordered(MethodCallExpression compare, NumberRelation relation)
    {
        var (left, right) = (Strip(compare.Arguments[0]), Strip(compare.Arguments[1]));
        if (Literal(left) is not null)
        {
            (left, right, relation) = (right, left, Mirrored(relation));
        }

        if (left is not MemberExpression member || Literal(right) is not { } value || scope.Schema[SlotOf(NameOf(member))] is not { Type: FactType.Enum } fact)
        {
            throw new Refusal(ExpressionDiagnostics.WrongType, span, "texts have no order", "use == or in; < and > compare numbers, or an enum with one of its values");
        }

        var rank = fact.Values.IndexOf(value);
        if (rank < 0)
        {
            throw UnknownValue(fact, value);
        }

        return OneOf(left, fact.Values.Where((_, index) => Holds(index, relation, rank)));
    }

    private Condition Call(MethodCallExpression call)
    {
        var arguments = call.Arguments.Select(Strip).ToList();
        var target = call.Object is null ? null : Strip(call.Object);
        if (IsScript(call))
        {
            return new Condition.Script(ScriptCall(call), span);
        }

        return (call.Method.DeclaringType, call.Method.Name) switch
        {
            (var type, "has") when type == typeof(FactsView) && arguments[0] is MemberExpression fact => new Condition.Has(SlotOf(NameOf(fact)), span),
            (var type, "Contains") when type == typeof(FactSet) && target is MemberExpression set => SetHolds(SlotOf(NameOf(set)), RequiredLiteral(arguments[0])),
            (var type, "Contains") when type == typeof(Enumerable) && arguments is [NewArrayExpression list, var item] => Membership(list, item),
            (var type, "StartsWith" or "EndsWith" or "Contains") when type == typeof(string) && arguments.Count == 1 =>
                new Condition.TestText(Text(target!), Enum.Parse<TextTest>(call.Method.Name), RequiredLiteral(arguments[0]), span),
            _ => throw NotAllowed($"`{call.Method.Name}` may not be used like this in a condition"),
        };
    }

    private static bool IsScript(MethodCallExpression call) =>
        call.Object is MemberExpression { Member.Name: FactsType.ScriptGroup, Expression: ParameterExpression };

    private ScriptCall ScriptCall(MethodCallExpression call)
    {
        var script = scope.Scripts[call.Method.Name];
        return scope.Calls.Add(script, [.. script.Inputs.Select((input, index) => Argument(script, input, Strip(call.Arguments[index])))]);
    }

    private ScriptArgument Argument(ScriptDeclaration script, ScriptInput input, Expression node)
    {
        Count(1);
        if (IsNull(node))
        {
            return input.IsOptional
                ? new ScriptArgument.Literal(FactValue.Unknown, input.Type)
                : throw new Refusal(ScriptDiagnostics.WrongUse, span, $"`{input.Name}` of script `{script.Name}` cannot be null", $"declare it as `{input.Type.ToString().ToLowerInvariant()}?`");
        }

        return input.Type switch
        {
            ScriptType.Number => new ScriptArgument.Number(Number(node)),
            ScriptType.Text => Literal(node) is { } text ? new ScriptArgument.Literal(FactValue.Of(text), ScriptType.Text) : new ScriptArgument.Text(Text(node)),
            _ when node is ConstantExpression { Value: bool flag } => new ScriptArgument.Literal(FactValue.Of(flag), ScriptType.Boolean),
            _ when node is MemberExpression member => new ScriptArgument.Fact(SlotOf(NameOf(member))),
            _ => throw new Refusal(ScriptDiagnostics.WrongUse, span, $"`{input.Name}` of script `{script.Name}` takes a fact of its own type", "give it a fact or a constant"),
        };
    }

    private Condition.SetHolds SetHolds(FactSlot slot, string member)
    {
        var fact = scope.Schema[slot];
        return fact.Values.Length == 0 || fact.Values.Contains(member) ? new Condition.SetHolds(slot, member, span) : throw UnknownValue(fact, member);
    }

    private Condition Membership(NewArrayExpression list, Expression item)
    {
        var members = list.Expressions.Select(Strip).ToList();
        if (Of(item) == Operand.Text)
        {
            return OneOf(item, members.Select(RequiredLiteral));
        }

        return new Condition.Any([.. members.Select(member => (Condition)new Condition.CompareNumbers(Number(item), NumberRelation.Equal, Number(member), span))], span);
    }

    private NumberTerm Number(Expression node)
    {
        Count(1);
        return Strip(node) switch
        {
            ConstantExpression { Value: null } => throw NotAllowed("only a fact can be compared with null, and null is no number"),
            ConstantExpression constant when IsNumber(constant.Type) => new NumberTerm.Literal(Convert.ToDouble(constant.Value, System.Globalization.CultureInfo.InvariantCulture)),
            MemberExpression { Member.Name: "Length" } length when length.Expression?.Type == typeof(string) => new NumberTerm.Length(Text(length.Expression)),
            MemberExpression member when IsNumber(member.Type) => new NumberTerm.Fact(SlotOf(NameOf(member))),
            UnaryExpression { NodeType: ExpressionType.Negate or ExpressionType.NegateChecked } minus => Number(minus.Operand) is NumberTerm.Literal literal
                ? new NumberTerm.Literal(-literal.Value)
                : new NumberTerm.Arithmetic(new NumberTerm.Literal(0), ArithmeticOperator.Subtract, Number(minus.Operand)),
            MethodCallExpression call when IsScript(call) => new NumberTerm.Script(ScriptCall(call)),
            BinaryExpression binary when OperatorOf(binary.NodeType) is { } @operator => Arithmetic(Number(binary.Left), @operator, Number(binary.Right)),
            _ => throw new Refusal(ExpressionDiagnostics.WrongType, span, "a number is expected where none stands"),
        };
    }

    private NumberTerm.Arithmetic Arithmetic(NumberTerm left, ArithmeticOperator @operator, NumberTerm right) =>
        @operator == ArithmeticOperator.Divide && right is not NumberTerm.Literal { Value: not 0 }
            ? throw NotAllowed("a number may only be divided by a constant other than zero", "multiply the other side instead")
            : new NumberTerm.Arithmetic(left, @operator, right);

    private TextTerm Text(Expression node)
    {
        Count(1);
        return Strip(node) switch
        {
            MemberExpression member when member.Type == typeof(string) => new TextTerm.Fact(SlotOf(NameOf(member))),
            MethodCallExpression { Method.Name: "ToLower", Arguments.Count: 0 } lower => new TextTerm.Lowered(Text(lower.Object!)),
            MethodCallExpression { Method.Name: "ToUpper", Arguments.Count: 0 } upper => new TextTerm.Raised(Text(upper.Object!)),
            ConstantExpression => throw NotAllowed("a fact is expected where a text stands"),
            _ => throw new Refusal(ExpressionDiagnostics.WrongType, span, "a text is expected where none stands"),
        };
    }

    private string? Literal(Expression node)
    {
        if (node is not ConstantExpression { Value: string value })
        {
            return null;
        }

        unusedTexts.Remove(value);
        return value;
    }

    private string RequiredLiteral(Expression node) =>
        Literal(Strip(node)) ?? throw new Refusal(ExpressionDiagnostics.WrongType, span, "a text in double quotes is expected here");

    private Condition Equality(BinaryExpression node, Condition equal) => node.NodeType switch
    {
        ExpressionType.Equal => equal,
        ExpressionType.NotEqual => equal is Condition.Not not ? not.Operand : new Condition.Not(equal, span),
        _ => throw new Refusal(ExpressionDiagnostics.WrongType, span, "only numbers and ordered enums have an order", "use == or !="),
    };

    private string NameOf(MemberExpression member) => member.Expression switch
    {
        ParameterExpression => member.Member.Name,
        MemberExpression { Expression: ParameterExpression } group => $"{group.Member.Name}.{member.Member.Name}",
        _ => throw NotAllowed($"`{member.Member.Name}` may not be used like this in a condition"),
    };

    private FactSlot SlotOf(string name) =>
        scope.Schema.TryFind(name, out var slot) ? slot : throw NotAllowed($"`{name}` is a let, and only a fact can stand here");

    private void Count(int more)
    {
        nodes += more;
        if (nodes > ExpressionLimits.MaxNodes)
        {
            throw new Refusal(ExpressionDiagnostics.TooLarge, span, $"a condition of more than {ExpressionLimits.MaxNodes} parts once its lets are filled in", "split the rule");
        }
    }

    private Refusal NotAllowed(string message, string help = "") => new(ExpressionDiagnostics.NotAllowed, span, message, help);

    private Refusal UnknownValue(FactDefinition fact, string value)
    {
        var help = Suggestion.DidYouMean(value, fact.Values);
        return new(ExpressionDiagnostics.UnknownValue, SpanOfText(value), $"`{fact.Name}` is never \"{value}\"", help.Length > 0 ? help : $"it is one of {string.Join(", ", fact.Values)}");
    }

    private SourceSpan SpanOfText(string value)
    {
        var token = tokens.FirstOrDefault(token => token.Kind == TokenKind.Text && token.Value == value);
        return token.Length == 0 ? span : text.SpanOf(token.Start, token.Length);
    }

    private enum Operand
    {
        Number,
        Text,
        Boolean,
        Other,
    }

    private static Operand Of(Expression node) => node.Type switch
    {
        var type when type == typeof(string) => Operand.Text,
        var type when type == typeof(bool) => Operand.Boolean,
        var type when IsNumber(type) => Operand.Number,
        _ => Operand.Other,
    };

    private static bool IsNumber(Type type) => Type.GetTypeCode(Nullable.GetUnderlyingType(type) ?? type) is >= TypeCode.SByte and <= TypeCode.Decimal;

    private static bool IsNull(Expression node) => node is ConstantExpression { Value: null };

    private static Expression Strip(Expression node) =>
        node is UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.ConvertChecked } convert ? Strip(convert.Operand) : node;

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

    private static ArithmeticOperator? OperatorOf(ExpressionType type) => type switch
    {
        ExpressionType.Add or ExpressionType.AddChecked => ArithmeticOperator.Add,
        ExpressionType.Subtract or ExpressionType.SubtractChecked => ArithmeticOperator.Subtract,
        ExpressionType.Multiply or ExpressionType.MultiplyChecked => ArithmeticOperator.Multiply,
        ExpressionType.Divide => ArithmeticOperator.Divide,
        _ => null,
    };

    private NumberRelation RelationOf(ExpressionType type) => type switch
    {
        ExpressionType.LessThan => NumberRelation.Less,
        ExpressionType.LessThanOrEqual => NumberRelation.LessOrEqual,
        ExpressionType.Equal => NumberRelation.Equal,
        ExpressionType.NotEqual => NumberRelation.NotEqual,
        ExpressionType.GreaterThanOrEqual => NumberRelation.GreaterOrEqual,
        ExpressionType.GreaterThan => NumberRelation.Greater,
        _ => throw NotAllowed("this operator may not be used in a condition"),
    };

    private static NumberRelation Mirrored(NumberRelation relation) => relation switch
    {
        NumberRelation.Less => NumberRelation.Greater,
        NumberRelation.LessOrEqual => NumberRelation.GreaterOrEqual,
        NumberRelation.GreaterOrEqual => NumberRelation.LessOrEqual,
        NumberRelation.Greater => NumberRelation.Less,
        _ => relation,
    };

    private static bool Holds(int index, NumberRelation relation, int rank) => relation switch
    {
        NumberRelation.Less => index < rank,
        NumberRelation.LessOrEqual => index <= rank,
        NumberRelation.GreaterOrEqual => index >= rank,
        NumberRelation.Greater => index > rank,
        NumberRelation.Equal => index == rank,
        _ => index != rank,
    };

    /// <summary>Ends the binding of one condition; caught where it began.</summary>
    private sealed class Refusal(DiagnosticCode code, SourceSpan span, string message, string help = "") : Exception(message)
    {
        public DiagnosticCode Code { get; } = code;

        public SourceSpan Span { get; } = span;

        public string Help { get; } = help;
    }
}
