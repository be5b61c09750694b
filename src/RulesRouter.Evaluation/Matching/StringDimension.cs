using System.Collections.Frozen;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Matching;

/// <summary>A string or enum fact: a class for each value that a row names, and one for all others.</summary>
internal sealed class StringDimension : Dimension
{
    private const int Others = 0;

    private readonly FrozenDictionary<string, int> classes;

    public StringDimension(DimensionKey key, IReadOnlyList<(int Row, Condition Asked)> asked, ConditionProbe probe, int rows)
        : base(key, asked, probe, rows)
    {
        var numbered = new Dictionary<string, int>(StringComparer.Ordinal);
        var differences = new List<List<int>> { new() };
        var others = RowBits.All(rows);
        foreach (var (row, condition) in asked)
        {
            var named = new SortedSet<string>(ConditionProbe.StringsIn(condition), StringComparer.Ordinal);
            var ifOther = probe.TruthAt(key.Fact, FactValue.Of(ConditionProbe.StringOutside(named)), condition) == Truth.True;
            RowBits.Set(others, row, ifOther);
            foreach (var text in named)
            {
                if (!numbered.TryGetValue(text, out var number))
                {
                    numbered[text] = number = differences.Count;
                    differences.Add([]);
                }

                if (probe.TruthAt(key.Fact, FactValue.Of(text), condition) == Truth.True != ifOther)
                {
                    differences[number].Add(row);
                }
            }
        }

        classes = numbered.ToFrozenDictionary(StringComparer.Ordinal);
        Known = ClassBits.Apart(others, differences);
    }

    protected override ClassBits Known { get; }

    protected override int ClassOf(FactValue value) => classes.TryGetValue(value.Text!, out var number) ? number : Others;
}
