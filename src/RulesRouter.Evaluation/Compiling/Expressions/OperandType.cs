using System.Diagnostics;
using RulesRouter.Policies;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Compiling.Expressions;

/// <summary>Types of the operands of a condition.</summary>
internal enum OperandType
{
    Boolean,
    Number,
    String,
    Set,
    Null,
}

/// <summary>Converts declared types to types of operands, and names these in messages.</summary>
internal static class OperandTypes
{
    public static OperandType Of(FactType type) => type switch
    {
        FactType.Boolean => OperandType.Boolean,
        FactType.Number => OperandType.Number,
        FactType.Set => OperandType.Set,
        FactType.String or FactType.Enum => OperandType.String,
    };

    /// <param name="type">Not an endpoint.</param>
    public static OperandType Of(ScriptType type) => type switch
    {
        ScriptType.Boolean => OperandType.Boolean,
        ScriptType.Number => OperandType.Number,
        ScriptType.Set => OperandType.Set,
        ScriptType.String => OperandType.String,
        _ => throw new UnreachableException($"script type {type}"),
    };

    /// <summary>With its article: <c>a string</c>.</summary>
    public static string Name(OperandType type) => type switch
    {
        OperandType.Boolean => "a boolean",
        OperandType.Number => "a number",
        OperandType.String => "a string",
        OperandType.Set => "a set",
        OperandType.Null => "null",
    };
}
