using System.Collections.Immutable;
using RulesRouter.Evaluation.Compiling.Expressions;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Matching;

/// <summary>Conditions → rows → dimensions and unindexed conditions → index.</summary>
internal sealed class IndexBuilder(FactSchema schema)
{
    private readonly DimensionKeys keys = new(schema);
    private readonly UnindexedConditions unindexed = new(schema);
    private readonly Dictionary<DimensionKey, List<(int Row, Condition Asked)>> asked = [];
    private readonly List<int> ruleOf = [];
    private readonly List<int[]?> unindexedOf = [];

    /// <param name="conditions">One per rule, in the order of the matches.</param>
    public static RuleIndex Build(FactSchema schema, IEnumerable<Condition> conditions)
    {
        var builder = new IndexBuilder(schema);
        var writer = new RowExpansion(builder.keys);
        var rule = 0;
        foreach (var condition in conditions)
        {
            foreach (var row in writer.Rows(condition))
            {
                builder.Add(rule, row);
            }

            rule++;
        }

        return builder.ToIndex();
    }

    private void Add(int rule, ImmutableArray<Condition> conjuncts)
    {
        var row = ruleOf.Count;
        ruleOf.Add(rule);
        var own = new List<int>();
        foreach (var group in conjuncts.GroupBy(keys.Of))
        {
            if (group.Key is { } key)
            {
                Condition together = group.Count() == 1 ? group.First() : new Condition.All([.. group], default);
                (asked.TryGetValue(key, out var list) ? list : asked[key] = []).Add((row, together));
            }
            else
            {
                // Scripts come last, because they are the most expensive and are often not needed.
                own.AddRange(group.OrderBy(condition => ConditionFacts.Calls(condition).Any()).Select(unindexed.NumberOf).Distinct());
            }
        }

        unindexedOf.Add(own.Count == 0 ? null : [.. own]);
    }

    private RuleIndex ToIndex()
    {
        var probe = new ConditionProbe(schema);

        // Dimensions with the most rows come first, because they eliminate the most rows.
        var dimensions = asked.OrderByDescending(pair => pair.Value.Count).Select(pair => Dimension(pair.Key, pair.Value, probe));
        return new RuleIndex([.. dimensions], unindexed.ToArray(), [.. ruleOf], [.. unindexedOf]);
    }

    private Dimension Dimension(DimensionKey key, List<(int, Condition)> conditions, ConditionProbe probe) => schema[key.Fact].Type switch
    {
        FactType.Number => new NumberDimension(key, conditions, probe, ruleOf.Count),
        FactType.String or FactType.Enum => new StringDimension(key, conditions, probe, ruleOf.Count),
        (FactType.Boolean or FactType.Set) and var type => new BooleanDimension(key, type, conditions, probe, ruleOf.Count),
    };
}
