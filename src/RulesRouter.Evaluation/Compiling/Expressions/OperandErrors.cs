using System.Globalization;
using RulesRouter.Diagnostics;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Compiling.Expressions;

/// <summary>Type errors of the operands of a condition, with both types and a way to write it.</summary>
internal sealed class OperandErrors(ConditionScope scope, TokenizedCondition condition)
{
    public void CheckComparison(Operand left, int @operator, Operand right)
    {
        if (left.Type == OperandType.Null || right.Type == OperandType.Null)
        {
            return;
        }

        if (left.Type != right.Type)
        {
            throw Mismatch(left, @operator, right);
        }

        var isOrder = condition[@operator].Value is not ("==" or "!=");
        switch (left.Type)
        {
            case OperandType.Set:
                throw At(@operator, "sets cannot be compared", "test each value with `.Contains(\"…\")`");
            case OperandType.Boolean when isOrder:
                throw At(@operator, "booleans have no order", "use `==` or `!=`");
            case OperandType.String when isOrder && !IsOrdered(left, right) && !IsOrdered(right, left):
                throw At(
                    @operator,
                    "strings have no order",
                    "use `==` or `in`; `<` and `>` compare numbers, or an ordered enum with one of its values");
            case OperandType.Boolean or OperandType.Number or OperandType.String or OperandType.Null:
                break;
        }
    }

    public void RequireNumber(Operand operand, int @operator, string help = "")
    {
        if (operand.Type != OperandType.Number)
        {
            throw At(
                @operator,
                $"type mismatch: `{condition[@operator].Value}` needs numbers, `{condition.Source(operand)}` is {OperandTypes.Name(operand.Type)}",
                help);
        }
    }

    /// <param name="rule">The start of the message: what needs a boolean.</param>
    public void RequireBoolean(Operand operand, string rule)
    {
        if (operand.Type == OperandType.Boolean)
        {
            return;
        }

        var source = condition.Source(operand);
        throw new BindingException(ExpressionDiagnostics.WrongType, condition.SpanOf(operand), $"{rule}, `{source}` is {OperandTypes.Name(operand.Type)}", operand.Type switch
        {
            OperandType.Number when IsLiteral(operand) => $"compare a fact with it, as in `inputTokens > {source}`",
            OperandType.String when QuotedBoolean(operand) is { } boolean => $"write `{boolean}` without quotes",
            OperandType.String when IsLiteral(operand) => $"compare a fact with it, as in `task == {source}`",
            OperandType.Number => $"compare it, as in `{source} > 0`",
            OperandType.String => $"compare it, as in `{source} == \"…\"`",
            OperandType.Set => $"test one value, as in `{source}.Contains(\"…\")`",
            OperandType.Null => "`has(…)` asks whether a fact is known; a constant condition is `true` or `false`",
            OperandType.Boolean => "",
        });
    }

    public BindingException Mismatch(Operand left, int @operator, Operand right) => At(
        @operator,
        $"type mismatch: `{condition.Source(left)}` is {OperandTypes.Name(left.Type)}, `{condition.Source(right)}` is {OperandTypes.Name(right.Type)}",
        MismatchHelp(left, right));

    private string MismatchHelp(Operand left, Operand right) => (left.Type, right.Type) switch
    {
        (OperandType.String, OperandType.Number or OperandType.Boolean) when ValuesOf(left, right) is { } values => values,
        (OperandType.Number or OperandType.Boolean, OperandType.String) when ValuesOf(right, left) is { } values => values,
        (OperandType.String, OperandType.Number or OperandType.Boolean) when IsUnquoted(right) => $"write `\"{condition.Source(right)}\"`",
        (OperandType.Number or OperandType.Boolean, OperandType.String) when IsUnquoted(left) => $"write `\"{condition.Source(left)}\"`",
        (OperandType.Number, OperandType.String) when QuotedNumber(right) is { } number => $"write `{number}` without quotes",
        (OperandType.String, OperandType.Number) when QuotedNumber(left) is { } number => $"write `{number}` without quotes",
        (OperandType.Boolean, OperandType.String) when QuotedBoolean(right) is { } boolean => $"write `{boolean}` without quotes",
        (OperandType.String, OperandType.Boolean) when QuotedBoolean(left) is { } boolean => $"write `{boolean}` without quotes",
        (OperandType.Set, OperandType.String) => $"write `{condition.Source(left)}.Contains({condition.Source(right)})`",
        (OperandType.String, OperandType.Set) => $"write `{condition.Source(right)}.Contains({condition.Source(left)})`",
        (OperandType.Boolean, OperandType.Number) when left.End > left.Start => "join two comparisons with `and`",
        (OperandType.Boolean, OperandType.Number) => $"write `{condition.Source(left)}` or `not {condition.Source(left)}`",
        (OperandType.Boolean or OperandType.Number or OperandType.String or OperandType.Set or OperandType.Null, _) => "",
    };

    /// <summary>An enum fact and a string literal.</summary>
    private bool IsOrdered(Operand fact, Operand literal) =>
        Only(literal) is { Kind: TokenKind.String }
            && scope.Schema.TryFind(condition.Source(fact), out var slot)
            && scope.Schema[slot].Type == FactType.Enum;

    /// <summary>The allowed values of an enum fact that is compared with another one; null where quotes make the other allowed.</summary>
    private string? ValuesOf(Operand fact, Operand other) =>
        scope.Schema.TryFind(condition.Source(fact), out var slot)
            && scope.Schema[slot] is { Type: FactType.Enum, Values: { IsEmpty: false } values }
            && !values.Contains(condition.Source(other))
            ? $"allowed values: {string.Join(", ", values.Select(value => $"\"{value}\""))}"
            : null;

    private bool IsLiteral(Operand operand) => Only(operand) is { Kind: TokenKind.Number or TokenKind.String };

    private bool IsUnquoted(Operand operand) =>
        Only(operand) is { Kind: TokenKind.Number } or { Kind: TokenKind.Name, Value: "true" or "false" };

    private string? QuotedNumber(Operand operand) =>
        Only(operand) is { Kind: TokenKind.String } token
            && double.TryParse(token.Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _)
            ? token.Value
            : null;

    private string? QuotedBoolean(Operand operand) =>
        Only(operand) is { Kind: TokenKind.String, Value: "true" or "false" } token ? token.Value : null;

    /// <summary>Null for an operand of several tokens.</summary>
    private ExpressionToken? Only(Operand operand) => operand.Start == operand.End ? condition[operand.Start] : null;

    private BindingException At(int token, string message, string help) =>
        new(ExpressionDiagnostics.WrongType, condition.SpanOf(token), message, help);
}
