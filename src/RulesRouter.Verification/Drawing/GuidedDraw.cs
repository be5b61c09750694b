using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;
using Values = System.Collections.Immutable.ImmutableSortedDictionary<string, RulesRouter.Requests.FactValue>;

namespace RulesRouter.Verification.Drawing;

/// <summary>Changes drawn facts so that a condition is likely to have a given value.</summary>
internal sealed class GuidedDraw(FactSchema schema, FactConstants constants, Func<FactDefinition, FactConstants, List<double>> numbers)
{
    public Gen<Values> Draw(Values values, Condition condition, bool wanted) => (condition, wanted) switch
    {
        (Condition.Not not, _) => Draw(values, not.Operand, !wanted),
        (Condition.All all, true) => Each(values, all.Operands, wanted),
        (Condition.Any any, false) => Each(values, any.Operands, wanted),
        (Condition.All all, false) => One(values, all.Operands, wanted),
        (Condition.Any any, true) => One(values, any.Operands, wanted),
        (Condition.BooleanFact flag, _) => Gen.Constant(values.SetItem(schema[flag.Fact].Name, FactValue.Of(wanted))),
        (Condition.Has has, false) => Gen.Constant(values.Remove(schema[has.Fact].Name)),
        _ => Leaf(values, condition, wanted),
    };

    private Gen<Values> Each(Values values, ImmutableArray<Condition> operands, bool wanted) =>
        operands.Aggregate(Gen.Constant(values), (drawn, operand) => drawn.SelectMany(so => Draw(so, operand, wanted), (_, met) => met));

    private Gen<Values> One(Values values, ImmutableArray<Condition> operands, bool wanted) => operands.IsEmpty
        ? Gen.Constant(values)
        : Gen.Elements(operands.AsEnumerable()).SelectMany(operand => Draw(values, operand, wanted), (_, met) => met);

    /// <summary>Changes one fact of the comparison to a value that gives the wanted result, if there is one.</summary>
    private Gen<Values> Leaf(Values values, Condition leaf, bool wanted)
    {
        var options = Evaluation.Compiling.Expressions.ConditionFacts.Of(leaf).Take(2).SelectMany(slot => Options(schema[slot]).Select(value => values.SetItem(schema[slot].Name, value)))
            .Where(changed => ConditionValue.Of(leaf, Facts(changed)) == (wanted ? Truth.True : Truth.False))
            .ToList();
        return options.Count == 0 ? Gen.Constant(values) : Gen.Elements(options.AsEnumerable());
    }

    private IEnumerable<FactValue> Options(FactDefinition fact) => fact.Type switch
    {
        FactType.Boolean => [FactValue.Of(true), FactValue.Of(false)],
        FactType.Number => numbers(fact, constants).Select(value => FactValue.Of(value)),
        FactType.Enum => fact.Values.Select(FactValue.Of),
        FactType.Set => constants.Texts(fact.Name).Select(member => FactValue.Of(ImmutableSortedSet.Create(StringComparer.Ordinal, member))).Append(FactValue.Of(ImmutableSortedSet.Create<string>(StringComparer.Ordinal))),
        _ => constants.Texts(fact.Name).Append("other").Select(FactValue.Of),
    };

    private RequestFacts Facts(Values values)
    {
        var facts = new RequestFacts(schema);
        for (var index = 0; index < schema.Facts.Length; index++)
        {
            facts.Set(new FactSlot(index), values.GetValueOrDefault(schema.Facts[index].Name), Provenance.Caller);
        }

        return facts;
    }
}
