using System.Diagnostics;
using RulesRouter.Evaluation.Compiling.Expressions;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;
using RulesRouter.Verification.Proving.Encoding;

namespace RulesRouter.Verification.Sampling;

/// <summary>The constants that conditions compare each fact with.</summary>
internal sealed class FactConstants
{
    private readonly FactSchema schema;
    private readonly Dictionary<string, SortedSet<double>> numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedSet<string>> texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<double>> near = new(StringComparer.Ordinal);
    private readonly HashSet<string> asked = new(StringComparer.Ordinal);

    public FactConstants(FactSchema schema, IEnumerable<Condition> conditions)
    {
        this.schema = schema;
        foreach (var condition in conditions)
        {
            asked.UnionWith(ConditionFacts.Of(condition).Select(slot => schema[slot].Name));
            Add(condition);
        }
    }

    public bool IsRead(string fact) => asked.Contains(fact);

    public IReadOnlyCollection<double> Numbers(string fact) => numbers.TryGetValue(fact, out var found) ? found : [];

    public IReadOnlyCollection<string> Texts(string fact) => texts.TryGetValue(fact, out var found) ? found : [];

    /// <summary>Each constant and its neighbours, within the fact's domain.</summary>
    public IReadOnlyList<double> NumbersNear(FactDefinition fact)
    {
        if (near.TryGetValue(fact.Name, out var known))
        {
            return known;
        }

        var domain = NumberDomain.Of(fact.Range);
        var values = Numbers(fact.Name).SelectMany(value => new[] { value, value - 1, value + 1, value / 2 })
            .Concat([0.0, 1, 100, 4_000])
            .Concat(Numbers(fact.Name).SelectMany(value => new[] { domain.AtMost(value) - 1, domain.AtMost(value) + 1 }
                .Where(index => index >= domain.First && index <= domain.Last).Select(index => domain[index])));
        return near[fact.Name] =
        [
            .. values
            .Select(value => domain[Math.Clamp(domain.AtMost(value), domain.First, domain.Last)])
            .Where(value => Math.Abs(value) < 1e9)
                .Append(domain[Math.Max(domain.First, domain.AtMost(1))]).Distinct(),
        ];
    }

    private void Add(Condition condition)
    {
        switch (condition)
        {
            case Condition.All all:
                all.Operands.ToList().ForEach(Add);
                break;
            case Condition.Any any:
                any.Operands.ToList().ForEach(Add);
                break;
            case Condition.Not not:
                Add(not.Operand);
                break;
            case Condition.CompareNumbers compare:
                foreach (var slot in ConditionFacts.Of(compare))
                {
                    Numbers(slot).UnionWith(Literals(compare.Left).Concat(Literals(compare.Right)));
                }

                break;
            case Condition.OneOf oneOf:
                AddTexts(oneOf, oneOf.Values);
                break;
            case Condition.TestString test:
                AddTexts(test, [test.Part, test.Part + "x", "x" + test.Part]);
                break;
            case Condition.SetHolds set:
                AddTexts(set, [set.Member]);
                break;
        }
    }

    private SortedSet<double> Numbers(FactSlot slot) =>
        numbers.TryGetValue(schema[slot].Name, out var found) ? found : numbers[schema[slot].Name] = [];

    private void AddTexts(Condition condition, IEnumerable<string> values)
    {
        foreach (var name in ConditionFacts.Of(condition).Select(slot => schema[slot].Name))
        {
            if (!texts.TryGetValue(name, out var found))
            {
                texts[name] = found = new SortedSet<string>(StringComparer.Ordinal);
            }

            found.UnionWith(values);
        }
    }

    private static IEnumerable<double> Literals(NumberTerm term) => term switch
    {
        NumberTerm.Literal literal => [literal.Value],
        NumberTerm.Arithmetic arithmetic => Literals(arithmetic.Left).Concat(Literals(arithmetic.Right)),
        NumberTerm.Fact or NumberTerm.Script or NumberTerm.Length => [],
        _ => throw new UnreachableException(),
    };
}
