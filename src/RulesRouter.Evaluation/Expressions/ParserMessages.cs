namespace RulesRouter.Evaluation.Expressions;

/// <summary>Messages for the errors of the expression parser, without its type names.</summary>
internal static class ParserMessages
{
    public static string HelpFor(string message) => message.StartsWith("Operator", StringComparison.Ordinal)
        ? "compare a number with a number and a text with a text, two at a time; a set is asked by `.Contains(\"…\")`"
        : "";

    public static string InPlainWords(string message) => message switch
    {
        _ when message.StartsWith("Expression expected", StringComparison.Ordinal) => "expected an operand",
        _ when message.StartsWith("')' or ','", StringComparison.Ordinal) || message.StartsWith("')' or", StringComparison.Ordinal) => "missing closing parenthesis",
        _ when message.StartsWith("'(' expected", StringComparison.Ordinal) => "missing opening parenthesis",
        _ when message.StartsWith("Syntax error", StringComparison.Ordinal) => "expected an operator or the end of the condition",
        _ when message.StartsWith("Expression of type 'Boolean' expected", StringComparison.Ordinal) => "a condition must be true or false, and this is neither",
        _ when message.StartsWith("Operator", StringComparison.Ordinal) && message.Contains("incompatible", StringComparison.Ordinal) => "this operator cannot be used on operands of these types",
        _ when message.StartsWith("No applicable", StringComparison.Ordinal) => "wrong number or types of arguments",
        _ when message.StartsWith("No property or field", StringComparison.Ordinal) => "numbers and booleans have no members",
        _ => "this is not part of the condition language",
    };
}
