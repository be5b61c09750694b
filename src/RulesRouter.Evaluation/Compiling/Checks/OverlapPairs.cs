using System.Collections.Immutable;
using RulesRouter.Policies.Conditions;

namespace RulesRouter.Evaluation.Compiling.Checks;

/// <summary>
/// The pairs of rules that may both match, so that only they are compared in detail. Most rules of a long policy compare the same string,
/// such as a team or a repository, with a few values: two rules that name different values never match together.
/// </summary>
internal static class OverlapPairs
{
    /// <returns>Each pair once, the earlier rule first, in the order of the later.</returns>
    public static IEnumerable<(CompiledRule First, CompiledRule Second)> Of(ImmutableArray<CompiledRule> rules)
    {
        var named = rules.Select(NamedIn).ToList();
        var term = named.SelectMany(one => one.Keys).GroupBy(key => key).MaxBy(group => group.Count())?.Key;
        var byValue = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        var others = new List<int>();
        for (var second = 0; second < rules.Length; second++)
        {
            var values = term is not null && named[second].TryGetValue(term, out var found) ? found : null;
            var candidates = values is null
                ? Enumerable.Range(0, second)
                : values.SelectMany(value => byValue.GetValueOrDefault(value) ?? []).Concat(others).Distinct().Order();
            foreach (var first in candidates)
            {
                yield return (rules[first], rules[second]);
            }

            if (values is null)
            {
                others.Add(second);
            }

            foreach (var value in values ?? [])
            {
                (byValue.TryGetValue(value, out var list) ? list : byValue[value] = []).Add(second);
            }
        }
    }

    /// <summary>The strings that a rule restricts to some values, with those values.</summary>
    private static Dictionary<StringTerm, ImmutableSortedSet<string>> NamedIn(CompiledRule rule)
    {
        var named = new Dictionary<StringTerm, ImmutableSortedSet<string>>();
        foreach (var conjunct in rule.Condition is Condition.All all ? all.Operands : [rule.Condition])
        {
            if (conjunct is Condition.OneOf oneOf)
            {
                named[oneOf.Text] = oneOf.Values;
            }
        }

        return named;
    }
}
