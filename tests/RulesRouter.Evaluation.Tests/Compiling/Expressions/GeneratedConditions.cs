using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Tests.Compiling.Expressions;

/// <summary>Condition trees over the fixture's facts, and facts biased to the constants in them, a third of them unknown.</summary>
internal static class GeneratedConditions
{
    private static readonly string[] Texts = ["a", "b", "ab", "", "A", "Ab", "_", "é", "ı"];

    /// <summary>Neighbouring numbers, both zeros, numbers whose products overflow, and the extreme values of a double.</summary>
    private static readonly double[] Numbers =
        [
            0,
            -0.0,
            1,
            2.5,
            -1,
            1e300,
            -1e300,
            0.1,
            double.BitIncrement(1),
            double.BitDecrement(1),
            double.MaxValue,
            double.MinValue,
            double.Epsilon,
            9_007_199_254_740_993,
        ];

    public static Gen<Condition> Trees { get; } = Gen.Sized(size => Tree(Math.Min(size, 12)));

    /// <summary>Conditions as in policies: conjunctions of tests of one fact, and trees of any shape.</summary>
    public static Gen<Condition> Rules { get; } = Gen.Frequency(
        (1, Trees),
        (2, Gen.Choose(1, 4).SelectMany(count => Gen.OneOf(Leaf(), Tree(2)).ListOf(count))
            .Select(parts => (Condition)new Condition.All([.. parts], default))));

    public static Gen<RequestFacts> Facts { get; } =
        from team in Maybe(Gen.Elements(Texts).Select(FactValue.Of))
        from sensitivity in Maybe(Gen.Elements("public", "internal", "proprietary").Select(FactValue.Of))
        from urgent in Maybe(Gen.Elements(true, false).Select(flag => FactValue.Of(flag)))
        from weight in Maybe(Gen.Elements(Numbers).Select(number => FactValue.Of(number)))
        from deadline in Maybe(Gen.Elements(Numbers).Select(number => FactValue.Of(number)))
        from languages in Maybe(Gen.SubListOf(Texts).Select(list => FactValue.Of(list.ToImmutableSortedSet(StringComparer.Ordinal))))
        select Fill(
            ("team", team),
            ("sensitivity", sensitivity),
            ("urgent", urgent),
            ("weight", weight),
            ("deadlineMs", deadline),
            ("languages", languages));

    private static RequestFacts Fill(params (string Name, FactValue Value)[] values)
    {
        var facts = new RequestFacts(ConditionFixture.Schema);
        foreach (var (name, value) in values)
        {
            facts.Set(Slot(name), value, Provenance.Caller);
        }

        return facts;
    }

    private static Gen<FactValue> Maybe(Gen<FactValue> known) => Gen.Frequency((2, known), (1, Gen.Constant(FactValue.Unknown)));

    private static Gen<Condition> Tree(int size) => size <= 1 ? Leaf() : Gen.OneOf(
        Leaf(),
        Tree(size - 1).Select(operand => (Condition)new Condition.Not(operand, default)),
        Tree(size / 2).Two().Select(pair => (Condition)new Condition.All([pair.Item1, pair.Item2], default)),
        Tree(size / 2).Two().Select(pair => (Condition)new Condition.Any([pair.Item1, pair.Item2], default)));

    private static Gen<Condition> Leaf() => Gen.OneOf(
        Gen.Elements(true, false).Select(value => (Condition)new Condition.Literal(value, default)),
        Gen.Constant((Condition)new Condition.BooleanFact(Slot("urgent"), default)),
        Gen.Elements("team", "urgent", "weight", "languages", "deadlineMs")
            .Select(name => (Condition)new Condition.Has(Slot(name), default)),
        from left in Number(2)
        from right in Number(2)
        from relation in Gen.Elements(Enum.GetValues<NumberRelation>())
        select (Condition)new Condition.CompareNumbers(left, relation, right, default),
        from text in Text()
        from values in Gen.SubListOf(Texts)
        select (Condition)new Condition.OneOf(text, values.ToImmutableSortedSet(StringComparer.Ordinal), default),
        Text().Two().Select(pair => (Condition)new Condition.SameString(pair.Item1, pair.Item2, default)),
        from text in Text()
        from test in Gen.Elements(Enum.GetValues<StringTest>())
        from part in Gen.Elements("a", "b", "q\"\\")
        select (Condition)new Condition.TestString(text, test, part, default),
        Gen.Elements(Texts).Select(member => (Condition)new Condition.SetHolds(Slot("languages"), member, default)));

    private static Gen<NumberTerm> Number(int size) => size == 0 ? Atom() : Gen.Frequency(
        (6, Atom()),
        (2,
            from left in Number(size - 1)
            from right in Number(size - 1)
            from @operator in Gen.Elements(ArithmeticOperator.Add, ArithmeticOperator.Subtract, ArithmeticOperator.Multiply)
            select (NumberTerm)new NumberTerm.Arithmetic(left, @operator, right)),
        (1,
            from left in Number(size - 1)
            from divisor in Gen.Elements(Numbers).Where(number => number != 0)
            select (NumberTerm)new NumberTerm.Arithmetic(left, ArithmeticOperator.Divide, new NumberTerm.Literal(divisor))));

    private static Gen<NumberTerm> Atom() => Gen.OneOf(
        Gen.Elements(Numbers).Select(value => (NumberTerm)new NumberTerm.Literal(value)),
        Gen.Elements("weight", "deadlineMs").Select(name => (NumberTerm)new NumberTerm.Fact(Slot(name))),
        Text().Select(text => (NumberTerm)new NumberTerm.Length(text)));

    private static Gen<StringTerm> Text() => Gen.OneOf(
        Gen.Elements("team", "sensitivity").Select(name => (StringTerm)new StringTerm.Fact(Slot(name))),
        Gen.Constant((StringTerm)new StringTerm.LowerCase(new StringTerm.Fact(Slot("team")))),
        Gen.Constant((StringTerm)new StringTerm.UpperCase(new StringTerm.Fact(Slot("team")))));

    private static FactSlot Slot(string name) =>
        ConditionFixture.Schema.TryFind(name, out var slot) ? slot : throw new ArgumentException(name);
}
