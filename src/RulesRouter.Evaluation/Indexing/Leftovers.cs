using RulesRouter.Evaluation.Expressions;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Indexing;

/// <summary>What rows ask beyond the dimensions: each thing once, however many rules ask it, as a delegate.</summary>
internal sealed class Leftovers(FactSchema schema)
{
    private readonly WorkflowText text = new(schema);
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    private readonly List<Func<RequestFacts, Truth>> delegates = [];

    /// <summary>The number of a condition; the same for conditions that say the same.</summary>
    public int NumberOf(Condition condition)
    {
        var key = text.CertainlyTrue(condition);
        if (!numbers.TryGetValue(key, out var number))
        {
            numbers[key] = number = delegates.Count;
            delegates.Add(ConditionDelegate.Of(condition));
        }

        return number;
    }

    public Func<RequestFacts, Truth>[] ToArray() => [.. delegates];
}
