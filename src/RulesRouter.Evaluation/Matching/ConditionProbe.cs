using System.Collections.Immutable;
using System.Diagnostics;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Matching;

/// <summary>
/// Evaluates a condition about one fact for chosen values, so that the index contains no second definition of what conditions mean.
/// </summary>
internal sealed class ConditionProbe(FactSchema schema)
{
    private readonly RequestFacts facts = new(schema);

    public static ImmutableSortedSet<string> EmptySet { get; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    public Truth TruthAt(FactSlot fact, FactValue value, Condition condition)
    {
        facts.Set(fact, value, Provenance.Caller);
        var truth = ConditionValue.Of(condition, facts);
        facts.Set(fact, FactValue.Unknown, Provenance.Caller);
        return truth;
    }

    /// <summary>The strings that a condition distinguishes.</summary>
    public static IEnumerable<string> StringsIn(Condition condition) => condition switch
    {
        Condition.Not not => StringsIn(not.Operand),
        Condition.All all => all.Operands.SelectMany(StringsIn),
        Condition.Any any => any.Operands.SelectMany(StringsIn),
        Condition.OneOf oneOf => oneOf.Values,
        Condition.Literal or Condition.BooleanFact or Condition.CompareNumbers or Condition.SameString or Condition.TestString
            or Condition.SetHolds or Condition.Script or Condition.Has => [],
        _ => throw new UnreachableException(),
    };

    /// <summary>The numbers that a condition compares with.</summary>
    public static IEnumerable<double> NumbersIn(Condition condition) => condition switch
    {
        Condition.Not not => NumbersIn(not.Operand),
        Condition.All all => all.Operands.SelectMany(NumbersIn),
        Condition.Any any => any.Operands.SelectMany(NumbersIn),
        Condition.CompareNumbers { Left: NumberTerm.Literal literal } => [literal.Value],
        Condition.CompareNumbers { Right: NumberTerm.Literal literal } => [literal.Value],
        Condition.Literal or Condition.Leaf => [],
        _ => throw new UnreachableException(),
    };

    /// <summary>A string that is none of these.</summary>
    public static string StringOutside(IReadOnlyCollection<string> texts) =>
        new('_', texts.Count == 0 ? 1 : texts.Max(text => text.Length) + 1);
}
