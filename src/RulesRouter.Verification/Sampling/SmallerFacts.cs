using System.Collections.Immutable;
using RulesRouter.Requests;
using Values = System.Collections.Immutable.ImmutableSortedDictionary<string, RulesRouter.Requests.FactValue>;

namespace RulesRouter.Verification.Sampling;

/// <summary>Smaller facts: one fact removed, one number closer to zero, one set smaller.</summary>
internal static class SmallerFacts
{
    public static IEnumerable<Values> Of(Values values, FactConstants constants) =>
        values.Keys.Select(values.Remove).Concat(
            values.SelectMany(pair => Simpler(pair.Key, pair.Value, constants).Select(value => values.SetItem(pair.Key, value))));

    private static IEnumerable<FactValue> Simpler(string fact, FactValue value, FactConstants constants)
    {
        if (value.Set is { } members)
        {
            return members.Select(member => FactValue.Of(members.Remove(member)));
        }

        // Strings and booleans have no simplest value.
        return value.Text is not null || value.Number is 0 or 1
            ? []
            : constants.Numbers(fact)
                .Append(0)
                .Append(1)
                .Where(number => Math.Abs(number) < Math.Abs(value.Number))
                .Select(number => FactValue.Of(number));
    }
}
