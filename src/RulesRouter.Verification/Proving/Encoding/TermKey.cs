using System.Diagnostics;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;

namespace RulesRouter.Verification.Proving.Encoding;

/// <summary>Terms and comparisons as strings over fact names: equal strings are equal terms, across schemas.</summary>
internal static class TermKey
{
    public static string Of(NumberTerm term, FactSchema schema) => term switch
    {
        NumberTerm.Literal literal => literal.Value.ToString("R"),
        NumberTerm.Fact fact => schema[fact.Slot].Name,
        NumberTerm.Length length => $"length({Of(length.Text, schema)})",
        NumberTerm.Arithmetic { Operator: ArithmeticOperator.Add or ArithmeticOperator.Multiply } arithmetic =>
            $"{arithmetic.Operator}({string.Join(' ', new[] { Of(arithmetic.Left, schema), Of(arithmetic.Right, schema) }.Order(StringComparer.Ordinal))})",
        NumberTerm.Script script => Of(script.Call),
        NumberTerm.Arithmetic arithmetic => $"{arithmetic.Operator}({Of(arithmetic.Left, schema)} {Of(arithmetic.Right, schema)})",
        _ => throw new UnreachableException(),
    };

    public static string Of(StringTerm term, FactSchema schema) => term switch
    {
        StringTerm.Fact fact => schema[fact.Slot].Name,
        StringTerm.LowerCase lowered => $"lower({Of(lowered.Text, schema)})",
        StringTerm.UpperCase raised => $"upper({Of(raised.Text, schema)})",
        _ => throw new UnreachableException(),
    };

    public static string Of(Condition leaf, FactSchema schema) => leaf switch
    {
        Condition.BooleanFact flag => schema[flag.Fact].Name,
        Condition.Has has => $"has {schema[has.Fact].Name}",
        Condition.SetHolds set => $"{schema[set.Fact].Name} holds\n{set.Member}",
        Condition.OneOf oneOf => $"{Of(oneOf.Text, schema)} in\n{string.Join('\n', oneOf.Values)}",
        Condition.SameString same => $"{Of(same.Left, schema)} == {Of(same.Right, schema)}",
        Condition.TestString test => $"{Of(test.Text, schema)} {test.Test}\n{test.Part}",
        Condition.CompareNumbers compare => $"{Of(compare.Left, schema)} {compare.Relation} {Of(compare.Right, schema)}",
        Condition.Script script => Of(script.Call),
        Condition.Literal or Condition.All or Condition.Any or Condition.Not => (leaf with { Span = default }).ToString(),
        _ => throw new UnreachableException(),
    };

    /// <summary>Equal for the same script with the same body on the same terms.</summary>
    public static string Of(ScriptCall call) => $"{call.Script.QualifiedName} {call.Text}\n{call.Script.Body.Text}";
}
