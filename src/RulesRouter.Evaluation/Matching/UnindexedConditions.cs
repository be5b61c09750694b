using RulesRouter.Evaluation.Compiling.Expressions;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Matching;

/// <summary>Conditions that no dimension can look up, as delegates; a condition that several rules use is stored once.</summary>
internal sealed class UnindexedConditions(FactSchema schema)
{
    private readonly ConditionSource source = new(schema);
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    private readonly List<Func<RequestFacts, Truth>> delegates = [];

    /// <summary>The number of a condition; equal conditions have the same number.</summary>
    public int NumberOf(Condition condition)
    {
        var key = source.Of(condition);
        if (!numbers.TryGetValue(key, out var number))
        {
            numbers[key] = number = delegates.Count;
            delegates.Add(ConditionDelegate.Of(condition));
        }

        return number;
    }

    public Func<RequestFacts, Truth>[] ToArray() => [.. delegates];
}
