namespace RulesRouter.Evaluation.Expressions;

/// <summary>The expression parser's complaints without its type names.</summary>
internal static class ParseMessage
{
    public static string HelpFor(string message) => message.StartsWith("Operator", StringComparison.Ordinal)
        ? "compare a number with a number and a text with a text, two at a time; a set is asked by `.Contains(\"…\")`"
        : "";

    public static string InPlainWords(string message) => message switch
    {
        _ when message.StartsWith("Expression expected", StringComparison.Ordinal) => "an operand is missing here",
        _ when message.StartsWith("')' or ','", StringComparison.Ordinal) || message.StartsWith("')' or", StringComparison.Ordinal) => "a closing parenthesis is missing here",
        _ when message.StartsWith("'(' expected", StringComparison.Ordinal) => "an opening parenthesis is missing here",
        _ when message.StartsWith("Syntax error", StringComparison.Ordinal) => "the condition should have ended before this",
        _ when message.StartsWith("Expression of type 'Boolean' expected", StringComparison.Ordinal) => "a condition must be true or false, and this is neither",
        _ when message.StartsWith("Operator", StringComparison.Ordinal) && message.Contains("incompatible", StringComparison.Ordinal) => "this operator cannot be used on operands of these types",
        _ when message.StartsWith("No applicable", StringComparison.Ordinal) => "this cannot be called so: wrong number or types of arguments",
        _ when message.StartsWith("No property or field", StringComparison.Ordinal) => "a number or boolean has nothing after a dot",
        _ => "this cannot be read as part of a condition",
    };
}
