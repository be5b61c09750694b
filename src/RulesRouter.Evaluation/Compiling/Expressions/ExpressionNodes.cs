using System.Linq.Expressions;
using RulesRouter.Policies.Conditions;

namespace RulesRouter.Evaluation.Compiling.Expressions;

/// <summary>Classifies nodes of an expression tree.</summary>
internal static class ExpressionNodes
{
    public static bool IsText(Expression node) => node.Type == typeof(string);

    public static bool IsFlag(Expression node) => node.Type == typeof(bool);

    public static bool IsNumber(Expression node) =>
        Type.GetTypeCode(Nullable.GetUnderlyingType(node.Type) ?? node.Type) is >= TypeCode.SByte and <= TypeCode.Decimal;

    public static bool IsNull(Expression node) => node is ConstantExpression { Value: null };

    public static bool IsScript(MethodCallExpression call) =>
        call.Object is MemberExpression { Member.Name: FactsType.ScriptGroup, Expression: ParameterExpression };

    /// <summary>Removes conversions, which the parser adds to give operands a common type.</summary>
    public static Expression Strip(Expression node) =>
        node is UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.ConvertChecked } convert
            ? Strip(convert.Operand)
            : node;

    public static ArithmeticOperator? OperatorOf(ExpressionType type) => type switch
    {
        ExpressionType.Add or ExpressionType.AddChecked => ArithmeticOperator.Add,
        ExpressionType.Subtract or ExpressionType.SubtractChecked => ArithmeticOperator.Subtract,
        ExpressionType.Multiply or ExpressionType.MultiplyChecked => ArithmeticOperator.Multiply,
        ExpressionType.Divide => ArithmeticOperator.Divide,
        _ => null,
    };

    public static NumberRelation? RelationOf(ExpressionType type) => type switch
    {
        ExpressionType.LessThan => NumberRelation.Less,
        ExpressionType.LessThanOrEqual => NumberRelation.LessOrEqual,
        ExpressionType.Equal => NumberRelation.Equal,
        ExpressionType.NotEqual => NumberRelation.NotEqual,
        ExpressionType.GreaterThanOrEqual => NumberRelation.GreaterOrEqual,
        ExpressionType.GreaterThan => NumberRelation.Greater,
        _ => null,
    };
}
