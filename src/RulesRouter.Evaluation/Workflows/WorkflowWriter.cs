using System.Diagnostics;
using System.Globalization;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Workflows;

/// <summary>
/// Writes a condition as the two RulesEngine expressions of three-valued logic: "certainly true" and "certainly false". They read the
/// inputs of <see cref="WorkflowFacts"/> and use nothing that stock RulesEngine with its default settings does not know.
/// </summary>
internal sealed class WorkflowWriter(FactSchema schema)
{
    public string CertainlyTrue(Condition condition) => Write(condition, wanted: true);

    public string CertainlyFalse(Condition condition) => Write(condition, wanted: false);

    private string Write(Condition condition, bool wanted) => condition switch
    {
        Condition.Literal literal => literal.Value == wanted ? "true" : "false",
        Condition.All all => Join(all.Operands, wanted, wanted ? " and " : " or ", empty: wanted),
        Condition.Any any => Join(any.Operands, wanted, wanted ? " or " : " and ", empty: !wanted),
        Condition.Not not => Write(not.Operand, !wanted),
        Condition.Has has => wanted ? Known(Name(has.Fact)) : $"not {Known(Name(has.Fact))}",
        Condition.BooleanFact or Condition.CompareNumbers or Condition.OneOf or Condition.SameString or Condition.TestString
            or Condition.SetHolds or Condition.Script => Guarded(condition, wanted),
        _ => throw new UnreachableException(),
    };

    private string Join(IEnumerable<Condition> operands, bool wanted, string separator, bool empty)
    {
        var parts = operands.Select(operand => Write(operand, wanted)).ToList();
        return parts.Count == 0 ? (empty ? "true" : "false") : $"({string.Join(separator, parts)})";
    }

    private string Guarded(Condition comparison, bool wanted)
    {
        var guards = NeededBy(comparison).Distinct().Select(Known);
        if (comparison is Condition.CompareNumbers { Left: var left, Right: var right })
        {
            // NaN (from an overflow) is not equal to itself.
            guards = guards.Concat(
                new[] { left, right }.OfType<NumberTerm.Arithmetic>().Select(term => $"({Write(term)} == {Write(term)})"));
        }

        var test = WriteTest(comparison);
        return $"({string.Join(" and ", guards.Append(wanted ? test : $"not ({test})"))})";
    }

    private string WriteTest(Condition comparison) => comparison switch
    {
        Condition.BooleanFact fact => Input("booleans", Name(fact.Fact)),
        Condition.Script script => Input("booleans", script.Call.Text),
        Condition.CompareNumbers compare => $"{Write(compare.Left)} {ConditionSyntax.Of(compare.Relation)} {Write(compare.Right)}",
        Condition.OneOf { Values.Count: 0 } => "false",
        Condition.OneOf oneOf => $"{Write(oneOf.Text)} in ({string.Join(", ", oneOf.Values.Select(ConditionSyntax.Quoted))})",
        Condition.SameString same => $"{Write(same.Left)} == {Write(same.Right)}",
        Condition.TestString test => WriteTest(Write(test.Text), test.Test, test.Part),
        Condition.SetHolds set => $"{Input("sets", Name(set.Fact))}.Contains({ConditionSyntax.Quoted(set.Member)})",
        _ => throw new UnreachableException($"{comparison.GetType().Name} is not a comparison"),
    };

    /// <summary>Ordinal: <c>StartsWith</c> and <c>EndsWith</c> of a string alone depend on the culture.</summary>
    private static string WriteTest(string text, StringTest test, string part)
    {
        var (quoted, length) = (ConditionSyntax.Quoted(part), part.Length);
        return test switch
        {
            StringTest.Contains => $"{text}.Contains({quoted})",
            StringTest.StartsWith => $"String.CompareOrdinal({text}, 0, {quoted}, 0, {length}) == 0",
            StringTest.EndsWith =>
                $"({text}.Length >= {length} and String.CompareOrdinal({text}, {text}.Length - {length}, {quoted}, 0, {length}) == 0)",
        };
    }

    public string Write(NumberTerm term) => term switch
    {
        NumberTerm.Script script => Input("numbers", script.Call.Text),
        NumberTerm.Literal literal => Number(literal.Value),
        NumberTerm.Fact fact => Input("numbers", Name(fact.Slot)),
        NumberTerm.Length length => $"{Write(length.Text)}.Length",
        NumberTerm.Arithmetic sum => $"({Write(sum.Left)} {ConditionSyntax.Of(sum.Operator)} {Write(sum.Right)})",
        _ => throw new UnreachableException($"number {term.GetType().Name}"),
    };

    private string Write(StringTerm term) => term switch
    {
        StringTerm.Fact fact => Input("strings", Name(fact.Slot)),
        StringTerm.LowerCase lower => $"{Write(lower.Text)}.ToLowerInvariant()",
        StringTerm.UpperCase upper => $"{Write(upper.Text)}.ToUpperInvariant()",
        _ => throw new UnreachableException($"string {term.GetType().Name}"),
    };

    /// <summary>What must be known for a comparison to be true or false: facts, and results of scripts.</summary>
    private IEnumerable<string> NeededBy(Condition comparison) => comparison switch
    {
        Condition.BooleanFact fact => [Name(fact.Fact)],
        Condition.Script script => [script.Call.Text],
        Condition.CompareNumbers compare => NeededBy(compare.Left).Concat(NeededBy(compare.Right)),
        Condition.OneOf oneOf => NeededBy(oneOf.Text),
        Condition.SameString same => NeededBy(same.Left).Concat(NeededBy(same.Right)),
        Condition.TestString test => NeededBy(test.Text),
        Condition.SetHolds set => [Name(set.Fact)],
        _ => throw new UnreachableException($"{comparison.GetType().Name} is not a comparison"),
    };

    private IEnumerable<string> NeededBy(NumberTerm term) => term switch
    {
        NumberTerm.Literal => [],
        NumberTerm.Script script => [script.Call.Text],
        NumberTerm.Fact fact => [Name(fact.Slot)],
        NumberTerm.Length length => NeededBy(length.Text),
        NumberTerm.Arithmetic sum => NeededBy(sum.Left).Concat(NeededBy(sum.Right)),
        _ => throw new UnreachableException($"number {term.GetType().Name}"),
    };

    private IEnumerable<string> NeededBy(StringTerm term) => term switch
    {
        StringTerm.Fact fact => [Name(fact.Slot)],
        StringTerm.LowerCase lower => NeededBy(lower.Text),
        StringTerm.UpperCase upper => NeededBy(upper.Text),
        _ => throw new UnreachableException($"string {term.GetType().Name}"),
    };

    private string Name(FactSlot slot) => schema[slot].Name;

    private static string Known(string name) => Input("known", name);

    private static string Input(string input, string key) => $"{input}[{ConditionSyntax.Quoted(key)}]";

    /// <summary>Always with a decimal point or an exponent, because two integers would divide as integers.</summary>
    private static string Number(double value)
    {
        // The parser keeps one constant for 0 and -0, which compare as equal.
        var text = (value == 0 ? 0 : value).ToString("R", CultureInfo.InvariantCulture);
        var literal = text.AsSpan().IndexOfAny('.', 'E') < 0 ? text + ".0" : text;
        return value < 0 ? $"({literal})" : literal;
    }
}
