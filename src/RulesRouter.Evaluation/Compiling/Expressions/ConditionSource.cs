using System.Diagnostics;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;
using RulesRouter.Source;

namespace RulesRouter.Evaluation.Compiling.Expressions;

/// <summary>Writes conditions in the language of policies. Equal text means equal conditions.</summary>
internal sealed class ConditionSource(FactSchema schema)
{
    public string Of(Condition condition) => condition switch
    {
        Condition.Literal literal => literal.Value ? "true" : "false",
        Condition.All { Operands.IsEmpty: true } => "true",
        Condition.Any { Operands.IsEmpty: true } => "false",
        Condition.All all => $"({string.Join(" and ", all.Operands.Select(Of))})",
        Condition.Any any => $"({string.Join(" or ", any.Operands.Select(Of))})",
        Condition.Not not => $"not ({Of(not.Operand)})",
        Condition.BooleanFact fact => schema[fact.Fact].Name,
        Condition.Has has => $"has({schema[has.Fact].Name})",
        Condition.SetHolds set => $"{schema[set.Fact].Name}.Contains({ConditionSyntax.Quoted(set.Member)})",
        Condition.OneOf { Values: [var only] } oneOf => $"{Of(oneOf.Text)} == {ConditionSyntax.Quoted(only)}",
        Condition.OneOf oneOf => $"{Of(oneOf.Text)} in ({string.Join(", ", oneOf.Values.Select(ConditionSyntax.Quoted))})",
        Condition.SameString same => $"{Of(same.Left)} == {Of(same.Right)}",
        Condition.TestString test => $"{Of(test.Text)}.{test.Test}({ConditionSyntax.Quoted(test.Part)})",
        Condition.CompareNumbers compare => $"{Of(compare.Left)} {ConditionSyntax.Of(compare.Relation)} {Of(compare.Right)}",
        Condition.Script script => script.Call.Text,
        _ => throw new UnreachableException($"condition {condition.GetType().Name}"),
    };

    public string Of(NumberTerm term) => term switch
    {
        NumberTerm.Literal literal => NumberFormat.Of(literal.Value),
        NumberTerm.Fact fact => schema[fact.Slot].Name,
        NumberTerm.Length length => $"{Of(length.Text)}.Length",
        NumberTerm.Script script => script.Call.Text,
        NumberTerm.Arithmetic sum => $"({Of(sum.Left)} {ConditionSyntax.Of(sum.Operator)} {Of(sum.Right)})",
        _ => throw new UnreachableException($"number {term.GetType().Name}"),
    };

    public string Of(StringTerm term) => term switch
    {
        StringTerm.Fact fact => schema[fact.Slot].Name,
        StringTerm.LowerCase lower => $"{Of(lower.Text)}.ToLower()",
        StringTerm.UpperCase upper => $"{Of(upper.Text)}.ToUpper()",
        _ => throw new UnreachableException($"string {term.GetType().Name}"),
    };

    public string Of(ScriptArgument argument) => argument switch
    {
        ScriptArgument.Number number => Of(number.Term),
        ScriptArgument.String text => Of(text.Term),
        ScriptArgument.Fact fact => schema[fact.Slot].Name,
        ScriptArgument.Literal { Value.IsKnown: false } => "null",
        ScriptArgument.Literal { Type: Policies.ScriptType.Boolean } literal => literal.Value.ToString(FactType.Boolean),
        ScriptArgument.Literal literal => ConditionSyntax.Quoted(literal.Value.Text!),
        _ => throw new UnreachableException($"argument {argument.GetType().Name}"),
    };
}
