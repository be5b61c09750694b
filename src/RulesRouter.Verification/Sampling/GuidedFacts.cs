using System.Collections.Immutable;
using System.Diagnostics;
using RulesRouter.Evaluation.Compiling.Expressions;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;
using Values = System.Collections.Immutable.ImmutableSortedDictionary<string, RulesRouter.Requests.FactValue>;

namespace RulesRouter.Verification.Sampling;

/// <summary>Changes facts so that a condition is likely to have a given value.</summary>
internal sealed class GuidedFacts(FactSchema schema, FactConstants constants)
{
    public Values Towards(Values values, Condition condition, bool wanted, Random random) => (condition, wanted) switch
    {
        (Condition.Not not, _) => Towards(values, not.Operand, !wanted, random),
        (Condition.All all, true) => Each(values, all.Operands, wanted, random),
        (Condition.Any any, false) => Each(values, any.Operands, wanted, random),
        (Condition.All all, false) => One(values, all.Operands, wanted, random),
        (Condition.Any any, true) => One(values, any.Operands, wanted, random),
        (Condition.BooleanFact boolean, _) => values.SetItem(schema[boolean.Fact].Name, FactValue.Of(wanted)),
        (Condition.Has has, false) => values.Remove(schema[has.Fact].Name),
        (Condition.Literal or Condition.Leaf, _) => Leaf(values, condition, wanted, random),
        _ => throw new UnreachableException(),
    };

    private Values Each(Values values, ImmutableArray<Condition> operands, bool wanted, Random random) =>
        operands.Aggregate(values, (changed, operand) => Towards(changed, operand, wanted, random));

    private Values One(Values values, ImmutableArray<Condition> operands, bool wanted, Random random) =>
        operands.IsEmpty ? values : Towards(values, operands[random.Next(operands.Length)], wanted, random);

    /// <summary>Changes one fact of the comparison to a value that gives the wanted result, if there is one.</summary>
    private Values Leaf(Values values, Condition leaf, bool wanted, Random random)
    {
        var options = ConditionFacts.Of(leaf).Take(2)
            .SelectMany(slot => Options(schema[slot]).Select(value => values.SetItem(schema[slot].Name, value)))
            .Where(changed => ConditionValue.Of(leaf, Facts(changed)) == (wanted ? Truth.True : Truth.False))
            .ToList();
        return options.Count == 0 ? values : options[random.Next(options.Count)];
    }

    private IEnumerable<FactValue> Options(FactDefinition fact) => fact.Type switch
    {
        FactType.Boolean => [FactValue.Of(true), FactValue.Of(false)],
        FactType.Number => constants.NumbersNear(fact).Select(value => FactValue.Of(value)),
        FactType.Enum => fact.Values.Select(FactValue.Of),
        FactType.Set => constants.Texts(fact.Name).Select(member => FactValue.Of(ImmutableSortedSet.Create(StringComparer.Ordinal, member)))
            .Append(FactValue.Of(ImmutableSortedSet.Create<string>(StringComparer.Ordinal))),
        FactType.String => constants.Texts(fact.Name).Append("other").Select(FactValue.Of),
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
