using System.Collections.Immutable;
using RulesRouter.Evaluation.Expressions;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Indexing;

/// <summary>Conditions → rows → dimensions and leftovers → index.</summary>
internal sealed class IndexBuilder(FactSchema schema)
{
    private readonly DimensionKeys keys = new(schema);
    private readonly Leftovers leftovers = new(schema);
    private readonly Dictionary<DimensionKey, List<(int Row, Condition Asked)>> asked = [];
    private readonly List<int> ruleOf = [];
    private readonly List<int[]?> leftoversOf = [];

    /// <param name="conditions">One a rule, in the order matches are to be told in.</param>
    public static RuleIndex Build(FactSchema schema, IEnumerable<Condition> conditions)
    {
        var builder = new IndexBuilder(schema);
        var writer = new RowWriter(builder.keys);
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
                // Scripts come last: they cost the most, and may not be needed any more.
                own.AddRange(group.OrderBy(condition => ConditionFacts.Calls(condition).Any()).Select(leftovers.NumberOf).Distinct());
            }
        }

        leftoversOf.Add(own.Count == 0 ? null : [.. own]);
    }

    private RuleIndex ToIndex()
    {
        var probe = new ConditionProbe(schema);

        // What most rows ask comes first: it leaves the fewest for the rest.
        var dimensions = asked.OrderByDescending(pair => pair.Value.Count).Select(pair => Dimension(pair.Key, pair.Value, probe));
        return new RuleIndex([.. dimensions], leftovers.ToArray(), [.. ruleOf], [.. leftoversOf]);
    }

    private Dimension Dimension(DimensionKey key, List<(int, Condition)> conditions, ConditionProbe probe) => schema[key.Fact].Type switch
    {
        FactType.Number => new NumberDimension(key, conditions, probe, ruleOf.Count),
        FactType.String or FactType.Enum => new TextDimension(key, conditions, probe, ruleOf.Count),
        var type => new FlagDimension(key, type, conditions, probe, ruleOf.Count),
    };
}
