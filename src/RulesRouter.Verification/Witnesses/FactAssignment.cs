using RulesRouter.Policies;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;

namespace RulesRouter.Verification.Witnesses;

/// <summary>Values of facts by name; others are unknown.</summary>
/// <param name="at">Time that clocks show.</param>
internal sealed class FactAssignment(IReadOnlyDictionary<string, FactValue> values, DateTimeOffset at)
{
    public DateTimeOffset At => at;

    public FactValue this[string name] => values.GetValueOrDefault(name);

    public FactValue this[FactSlot slot] => this[FixedFacts.All[slot.Index].Name];

    public IEnumerable<string> Known => values.Where(pair => pair.Value.IsKnown).Select(pair => pair.Key);

    public RequestFacts Over(FactSchema schema, ScriptRunner? scripts)
    {
        var facts = new RequestFacts(schema) { Scripts = scripts };
        for (var index = 0; index < schema.Facts.Length; index++)
        {
            facts.Set(new FactSlot(index), this[schema.Facts[index].Name], Provenance.Caller);
        }

        return facts;
    }

    public FactAssignment With(string name, FactValue value) => new(new Dictionary<string, FactValue>(values) { [name] = value }, at);

    /// <summary>The same request at another time.</summary>
    public FactAssignment Moved(IEnumerable<ClockDeclaration> clocks, DateTimeOffset time)
    {
        var moved = new Dictionary<string, FactValue>(values);
        foreach (var (fact, value) in clocks.SelectMany(clock => clock.ToFacts().Zip(clock.ReadAt(time))))
        {
            moved[fact.Name] = value;
        }

        return new FactAssignment(moved, time);
    }
}
