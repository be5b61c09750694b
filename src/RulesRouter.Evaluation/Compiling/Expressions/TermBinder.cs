using System.Globalization;
using System.Linq.Expressions;
using RulesRouter.Diagnostics;
using RulesRouter.Names;
using RulesRouter.Policies;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;
using static RulesRouter.Evaluation.Compiling.Expressions.ExpressionNodes;

namespace RulesRouter.Evaluation.Compiling.Expressions;

/// <summary>Binds the operands of comparisons: numbers, strings and script calls.</summary>
internal sealed class TermBinder(BindingContext text)
{
    public NumberTerm Number(Expression node)
    {
        text.Count(1);
        return Strip(node) switch
        {
            ConstantExpression { Value: null } => throw text.NotAllowed("only a fact can be compared with `null`"),
            ConstantExpression constant when IsNumber(constant) => new NumberTerm.Literal(
                Convert.ToDouble(constant.Value, CultureInfo.InvariantCulture)),
            MemberExpression { Member.Name: "Length", Expression: { } measured } when IsText(measured) =>
                new NumberTerm.Length(Text(measured)),
            MemberExpression member when IsNumber(member) => new NumberTerm.Fact(text.SlotOf(member)),
            UnaryExpression { NodeType: ExpressionType.Negate or ExpressionType.NegateChecked } minus =>
                Number(minus.Operand) is NumberTerm.Literal literal
                ? new NumberTerm.Literal(-literal.Value)
                : new NumberTerm.Arithmetic(new NumberTerm.Literal(0), ArithmeticOperator.Subtract, Number(minus.Operand)),
            MethodCallExpression call when IsScript(call) => new NumberTerm.Script(Call(call)),
            BinaryExpression binary when OperatorOf(binary.NodeType) is { } @operator => Arithmetic(
                Number(binary.Left),
                @operator,
                Number(binary.Right)),
            _ => throw text.WrongType("expected a number"),
        };
    }

    public StringTerm Text(Expression node)
    {
        text.Count(1);
        return Strip(node) switch
        {
            MemberExpression member when IsText(member) => new StringTerm.Fact(text.SlotOf(member)),
            MethodCallExpression { Method.Name: "ToLower", Arguments.Count: 0 } lower => new StringTerm.LowerCase(Text(lower.Object!)),
            MethodCallExpression { Method.Name: "ToUpper", Arguments.Count: 0 } upper => new StringTerm.UpperCase(Text(upper.Object!)),
            ConstantExpression => throw text.NotAllowed("expected a fact, found a string literal"),
            _ => throw text.WrongType("expected a string"),
        };
    }

    public ScriptCall Call(MethodCallExpression call)
    {
        var script = text.Scope.Scripts[call.Method.Name];
        return text.Scope.Calls.Add(
            script,
            [.. script.Inputs.Select((input, index) => Argument(script, input, Strip(call.Arguments[index])))]);
    }

    private NumberTerm.Arithmetic Arithmetic(NumberTerm left, ArithmeticOperator @operator, NumberTerm right) =>
        @operator == ArithmeticOperator.Divide && right is not NumberTerm.Literal { Value: not 0 }
            ? throw text.NotAllowed(
                "a number can only be divided by a constant other than zero",
                "multiply the other side of the comparison instead")
            : new NumberTerm.Arithmetic(left, @operator, right);

    private ScriptArgument Argument(ScriptDeclaration script, ScriptInput input, Expression node)
    {
        text.Count(1);
        if (IsNull(node))
        {
            return input.IsOptional
                ? new ScriptArgument.Literal(FactValue.Unknown, input.Type)
                : throw WrongUse(
                    $"`{input.Name}` of script `{script.Name}` cannot be null",
                    $"declare it as `{EnumNames<ScriptType>.NameOf(input.Type)}?`");
        }

        return input.Type switch
        {
            ScriptType.Number => new ScriptArgument.Number(Number(node)),
            ScriptType.String => text.Literal(node) is { } constant
                ? new ScriptArgument.Literal(FactValue.Of(constant), ScriptType.String)
                : new ScriptArgument.String(Text(node)),
            _ when node is ConstantExpression { Value: bool flag } => new ScriptArgument.Literal(FactValue.Of(flag), ScriptType.Boolean),
            _ when node is MemberExpression member => new ScriptArgument.Fact(text.SlotOf(member)),
            _ => throw WrongUse($"`{input.Name}` of script `{script.Name}` takes a fact of its own type", "pass a fact or a constant"),
        };
    }

    private BindingException WrongUse(string message, string help) => new(ScriptDiagnostics.WrongUse, text.Span, message, help);
}
