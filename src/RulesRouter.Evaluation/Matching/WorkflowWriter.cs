using System.Globalization;
using RulesRouter.Evaluation.Compiling.Expressions;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Matching;

/// <summary>Writes a condition as the two RulesEngine expressions of semantics 4: "certainly true" and "certainly false".</summary>
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
        Condition.Script script => $"({Write(script.Call)} == {(wanted ? "1.0" : "0.0")})",
        Condition.Has has => wanted ? Known(has.Fact) : $"not ({Known(has.Fact)})",
        _ => Guarded(condition, wanted),
    };

    private string Join(IEnumerable<Condition> operands, bool wanted, string separator, bool empty)
    {
        var parts = operands.Select(operand => Write(operand, wanted)).ToList();
        return parts.Count == 0 ? (empty ? "true" : "false") : $"({string.Join(separator, parts)})";
    }

    private string Guarded(Condition leaf, bool wanted)
    {
        var guards = ConditionFacts.NeededBy(leaf).Distinct().Select(Known);
        if (leaf is Condition.CompareNumbers { Left: var left, Right: var right })
        {
            // NaN (from an overflow or a script) is not equal to itself.
            guards = guards.Concat(new[] { left, right }.Where(term => term is NumberTerm.Arithmetic or NumberTerm.Script).Select(term => $"({Write(term)} == {Write(term)})"));
        }

        var test = WriteTest(leaf);
        return $"({string.Join(" and ", guards.Append(wanted ? test : $"not ({test})"))})";
    }

    private string WriteTest(Condition leaf) => leaf switch
    {
        Condition.BooleanFact flag => Name(flag.Fact),
        Condition.CompareNumbers compare => $"{Write(compare.Left)} {ConditionSyntax.Of(compare.Relation)} {Write(compare.Right)}",
        Condition.OneOf { Values.Count: 0 } => "false",
        Condition.OneOf oneOf => $"{Write(oneOf.Text)} in ({string.Join(", ", oneOf.Values.Select(ConditionSyntax.Quoted))})",
        Condition.SameString same => $"{Write(same.Left)} == {Write(same.Right)}",
        Condition.TestString test => $"{nameof(StringFunctions)}.{test.Test}({Write(test.Text)}, {ConditionSyntax.Quoted(test.Part)})",
        Condition.SetHolds set => $"{Name(set.Fact)}.Contains({ConditionSyntax.Quoted(set.Member)})",
        _ => throw new InvalidOperationException($"{leaf.GetType().Name} is not a comparison"),
    };

    private static string Write(ScriptCall call) => $"{nameof(FactsView._answer)}({ConditionSyntax.Quoted(call.Text)})";

    /// <summary>Writes a number as an expression.</summary>
    public string Write(NumberTerm term) => term switch
    {
        NumberTerm.Script script => Write(script.Call),
        NumberTerm.Literal literal => Number(literal.Value),
        NumberTerm.Fact fact => Name(fact.Slot),
        NumberTerm.Length length => $"{Write(length.Text)}.Length",
        NumberTerm.Arithmetic sum => $"({Write(sum.Left)} {ConditionSyntax.Of(sum.Operator)} {Write(sum.Right)})",
        _ => throw new InvalidOperationException($"unknown number {term.GetType().Name}"),
    };

    public string Write(StringTerm term) => term switch
    {
        StringTerm.Fact fact => Name(fact.Slot),
        StringTerm.LowerCase lowered => $"{nameof(StringFunctions)}.Lower({Write(lowered.Text)})",
        StringTerm.UpperCase raised => $"{nameof(StringFunctions)}.Upper({Write(raised.Text)})",
        _ => throw new InvalidOperationException($"unknown text {term.GetType().Name}"),
    };

    private string Name(FactSlot slot) => schema[slot].Name;

    private string Known(FactSlot slot) => $"{FactsType.KnownGroup}.{FactsType.KnownName(schema[slot])}";

    /// <summary>Always with a decimal point or an exponent, because two integers would divide as integers.</summary>
    private static string Number(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        var literal = text.AsSpan().IndexOfAny('.', 'E') < 0 ? text + ".0" : text;
        return value < 0 ? $"({literal})" : literal;
    }
}
