using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;
using RulesRouter.Source;

namespace RulesRouter.Verification.Coverage;

/// <summary>A comparison in the notation of policies.</summary>
internal static class LeafFormat
{
    public static string Of(Condition leaf, FactSchema schema) => leaf switch
    {
        Condition.BooleanFact flag => schema[flag.Fact].Name,
        Condition.Has has => $"has({schema[has.Fact].Name})",
        Condition.SetHolds set => $"{schema[set.Fact].Name}.Contains({ConditionSyntax.Quoted(set.Member)})",
        Condition.OneOf { Values: [var only] } oneOf => $"{Of(oneOf.Text, schema)} == {ConditionSyntax.Quoted(only)}",
        Condition.OneOf oneOf => $"{Of(oneOf.Text, schema)} in ({string.Join(", ", oneOf.Values.Select(ConditionSyntax.Quoted))})",
        Condition.SameString same => $"{Of(same.Left, schema)} == {Of(same.Right, schema)}",
        Condition.TestString test => $"{Of(test.Text, schema)}.{test.Test}({ConditionSyntax.Quoted(test.Part)})",
        Condition.CompareNumbers compare =>
            $"{Of(compare.Left, schema)} {ConditionSyntax.Of(compare.Relation)} {Of(compare.Right, schema)}",
        Condition.Script script => script.Call.Text,
        _ => throw new InvalidOperationException($"{leaf.GetType().Name} is not a comparison"),
    };

    private static string Of(NumberTerm term, FactSchema schema) => term switch
    {
        NumberTerm.Literal literal => NumberFormat.Of(literal.Value),
        NumberTerm.Fact fact => schema[fact.Slot].Name,
        NumberTerm.Length length => $"{Of(length.Text, schema)}.Length",
        NumberTerm.Script script => script.Call.Text,
        NumberTerm.Arithmetic sum => $"({Of(sum.Left, schema)} {ConditionSyntax.Of(sum.Operator)} {Of(sum.Right, schema)})",
        _ => throw new InvalidOperationException($"unknown number {term.GetType().Name}"),
    };

    private static string Of(StringTerm term, FactSchema schema) => term switch
    {
        StringTerm.Fact fact => schema[fact.Slot].Name,
        StringTerm.LowerCase lowered => $"{Of(lowered.Text, schema)}.ToLower()",
        StringTerm.UpperCase raised => $"{Of(raised.Text, schema)}.ToUpper()",
        _ => throw new InvalidOperationException($"unknown text {term.GetType().Name}"),
    };
}
