
namespace RulesRouter.Policies.Conditions;

/// <summary>Operators and literals as the language writes them.</summary>
internal static class ConditionSyntax
{
    public static string Of(NumberRelation relation) => relation switch
    {
        NumberRelation.Less => "<",
        NumberRelation.LessOrEqual => "<=",
        NumberRelation.Equal => "==",
        NumberRelation.NotEqual => "!=",
        NumberRelation.GreaterOrEqual => ">=",
        NumberRelation.Greater => ">",
    };

    public static string Of(ArithmeticOperator @operator) => @operator switch
    {
        ArithmeticOperator.Add => "+",
        ArithmeticOperator.Subtract => "-",
        ArithmeticOperator.Multiply => "*",
        ArithmeticOperator.Divide => "/",
    };

    /// <summary>A text in double quotes, those within it and backslashes escaped.</summary>
    public static string Quoted(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
