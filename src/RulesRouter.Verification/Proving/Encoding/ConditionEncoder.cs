using System.Diagnostics;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;
using RulesRouter.Verification.Proving.Solving;

namespace RulesRouter.Verification.Proving.Encoding;

/// <summary>Conditions of one schema → literals over the facts' cells, by Kleene's rules.</summary>
internal sealed class ConditionEncoder(FactSpace space, FactSchema schema, ScriptRunner? scripts = null)
{
    private readonly Circuit circuit = space.Circuit;

    public Ternary Encode(Condition condition) => condition switch
    {
        Condition.Literal literal => literal.Value ? new(circuit.True, circuit.False) : new(circuit.False, circuit.True),
        Condition.All all => All([.. all.Operands.Select(Encode)]),
        Condition.Any any => All([.. any.Operands.Select(operand => Encode(operand).Negated)]).Negated,
        Condition.Not not => Encode(not.Operand).Negated,
        Condition.Leaf => space.Leaf(condition, schema, scripts, EncodeLeaf),
        _ => throw new UnreachableException(),
    };

    private Ternary All(Ternary[] operands) =>
        new(circuit.And(operands.Select(operand => operand.True)), circuit.Or(operands.Select(operand => operand.False)));

    private Ternary EncodeLeaf(Condition leaf) => leaf switch
    {
        Condition.BooleanFact flag => Where(Fact(flag.Fact).Known, Fact(flag.Fact).Flag),
        Condition.Has has => new(Fact(has.Fact).Known, -Fact(has.Fact).Known),
        Condition.SetHolds set => Where(Fact(set.Fact).Known, Fact(set.Fact).Holds(set.Member)),
        Condition.OneOf oneOf => Where(Known(oneOf.Text), circuit.Or(oneOf.Values.Select(value => Equal(oneOf.Text, value)))),
        Condition.TestString test => Where(Known(test.Text), Holds(test)),
        Condition.SameString { Left: StringTerm.Fact left, Right: StringTerm.Fact right } => Where(
            circuit.And(Fact(left.Slot).Known, Fact(right.Slot).Known),
            left.Slot == right.Slot ? circuit.True : space.SameText(Fact(left.Slot), Fact(right.Slot))),
        Condition.SameString same => Where(circuit.And(Known(same.Left), Known(same.Right)), circuit.NewVariable()),
        Condition.CompareNumbers compare => Compare(compare),
        Condition.Literal or Condition.All or Condition.Any or Condition.Not or Condition.Script => Free(),
        _ => throw new UnreachableException(),
    };

    /// <summary>An opaque condition may be true, false or unknown, but equally for equal facts.</summary>
    private Ternary Free()
    {
        var value = new Ternary(circuit.NewVariable(), circuit.NewVariable());
        circuit.Require(-value.True, -value.False);
        return value;
    }

    private Ternary Where(int known, int holds) => new(circuit.And(known, holds), circuit.And(known, -holds));

    private Ternary Compare(Condition.CompareNumbers compare)
    {
        if (compare.Right is not NumberTerm.Literal bound)
        {
            // Two terms compare as their difference compares with zero where neither is infinite, so each side is kept a number of its own.
            return compare.Left is NumberTerm.Literal left
                ? Compare(new Condition.CompareNumbers(compare.Right, Mirrored(compare.Relation), left, compare.Span))
                : CompareTerms(compare);
        }

        if (double.IsNaN(bound.Value))
        {
            return Constant(Truth.Unknown);
        }

        var leaves = TermRange.Leaves(compare.Left).ToList();
        var known = circuit.And(leaves.Select(Known));
        switch (leaves.Count)
        {
            case 0:
                return Constant(ConditionValue.Of(compare, new RequestFacts(schema)));
            case 1 when Monotone.Compare(compare.Left, leaves[0], Number(leaves[0]), compare.Relation, bound.Value, circuit) is { } literal:
                return Where(known, literal);
            default:
                var computed = space.Computed(compare.Left, schema, leaves.Distinct().ToDictionary(leaf => leaf, Number), compare.Span);
                return Where(circuit.And(known, -computed.NotANumber), computed.Number.Compare(compare.Relation, bound.Value));
        }
    }

    private Ternary CompareTerms(Condition.CompareNumbers compare)
    {
        var leaves = TermRange.Leaves(compare.Left).Concat(TermRange.Leaves(compare.Right)).Distinct().ToDictionary(leaf => leaf, Number);
        var known = circuit.And(leaves.Keys.Select(Known));
        var order = space.Order(compare.Left, compare.Right, schema, leaves, compare.Span);
        var holds = compare.Relation switch
        {
            NumberRelation.Less => order.Less,
            NumberRelation.LessOrEqual => circuit.Or(order.Less, order.Same),
            NumberRelation.Equal => order.Same,
            NumberRelation.NotEqual => -order.Same,
            NumberRelation.GreaterOrEqual => -order.Less,
            NumberRelation.Greater => circuit.And(-order.Less, -order.Same),
        };
        return Where(circuit.And(known, -order.NotANumber), holds);
    }

    private Ternary Constant(Truth truth) => truth switch
    {
        Truth.True => new(circuit.True, circuit.False),
        Truth.False => new(circuit.False, circuit.True),
        Truth.Unknown => new(circuit.False, circuit.False),
    };

    private int Equal(StringTerm term, string value) => term is StringTerm.Fact fact
        ? Fact(fact.Slot).Text!.Equal(value)
        : Text(term).Holds(new TextPredicate($"{Case(term)}=\n{value}", Case(term), null, value, text => Changed(term, text) == value));

    private int Holds(Condition.TestString test) => test.Part.Length == 0 ? circuit.True : Text(test.Text).Holds(new TextPredicate(
        $"{Case(test.Text)}{test.Test}\n{test.Part}",
        Case(test.Text),
        test.Test,
        test.Part,
        text => Holds(Changed(test.Text, text), test.Test, test.Part)));

    private NumberVariable Number(NumberTerm leaf) => leaf switch
    {
        NumberTerm.Fact fact => Fact(fact.Slot).Number!,
        NumberTerm.Script script => space.Answer(script.Call).Number,
        NumberTerm.Length { Text: StringTerm.Fact or StringTerm.LowerCase or StringTerm.UpperCase } length =>
            space.LengthOf(Text(length.Text)),
        _ => throw new InvalidOperationException($"unknown number {leaf.GetType().Name}"),
    };

    private int Known(NumberTerm leaf) => leaf switch
    {
        NumberTerm.Fact fact => Fact(fact.Slot).Known,
        NumberTerm.Length length => Known(length.Text),
        NumberTerm.Script script => space.Answer(script.Call).Known,
        _ => throw new InvalidOperationException($"unknown number {leaf.GetType().Name}"),
    };

    private int Known(StringTerm term) => Fact(SlotOf(term)).Known;

    private TextVariable Text(StringTerm term) => Fact(SlotOf(term)).Text!;

    private FactVariable Fact(FactSlot slot) => space[schema[slot]];

    private static FactSlot SlotOf(StringTerm term) => term switch
    {
        StringTerm.Fact fact => fact.Slot,
        StringTerm.LowerCase lowered => SlotOf(lowered.Text),
        StringTerm.UpperCase raised => SlotOf(raised.Text),
        _ => throw new InvalidOperationException($"unknown text {term.GetType().Name}"),
    };

    private static string Case(StringTerm term) => term switch
    {
        StringTerm.LowerCase lowered => Case(lowered.Text) + "L",
        StringTerm.UpperCase raised => Case(raised.Text) + "U",
        StringTerm.Fact => "",
        _ => throw new UnreachableException(),
    };

    private static string Changed(StringTerm term, string text) => term switch
    {
        StringTerm.LowerCase lowered => Changed(lowered.Text, text).ToLowerInvariant(),
        StringTerm.UpperCase raised => Changed(raised.Text, text).ToUpperInvariant(),
        StringTerm.Fact => text,
        _ => throw new UnreachableException(),
    };

    private static bool Holds(string text, StringTest test, string part) => test switch
    {
        StringTest.StartsWith => text.StartsWith(part, StringComparison.Ordinal),
        StringTest.EndsWith => text.EndsWith(part, StringComparison.Ordinal),
        StringTest.Contains => text.Contains(part, StringComparison.Ordinal),
    };

    private static NumberRelation Mirrored(NumberRelation relation) => relation switch
    {
        NumberRelation.Less => NumberRelation.Greater,
        NumberRelation.LessOrEqual => NumberRelation.GreaterOrEqual,
        NumberRelation.GreaterOrEqual => NumberRelation.LessOrEqual,
        NumberRelation.Greater => NumberRelation.Less,
        NumberRelation.Equal or NumberRelation.NotEqual => relation,
    };
}
