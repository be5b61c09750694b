using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Expressions;

/// <summary>The base of the emitted facts classes: typed properties read slots through it. Public, as emitted code lives in another assembly.</summary>
public abstract class FactsView(RequestFacts? facts)
{
    /// <summary>What the properties read; null only while conditions are type-checked.</summary>
    protected RequestFacts? Facts { get; } = facts;

    /// <summary>The scripts that conditions call, by the text of the call.</summary>
    internal IReadOnlyDictionary<string, ScriptCall>? Calls { get; set; }

    /// <summary>In emitted workflows: what a script says, 1 and 0 for true and false, NaN where it is unknown. No attribute can have this name.</summary>
    public double _answer(string call) => Calls is not null && Calls.TryGetValue(call, out var found) ? Facts!.AnswerOf(found).Value : double.NaN;

    /// <summary>In conditions: whether a fact is known. Read off the tree, never called.</summary>
    public bool has(object? fact) => fact is not null && Facts is not null;

    protected double? Number(int slot) => Facts![new FactSlot(slot)] is { IsKnown: true } value ? value.Number : null;

    protected bool Flag(int slot) => Facts![new FactSlot(slot)].Flag;

    protected string? Text(int slot) => Facts![new FactSlot(slot)].Text;

    protected FactSet Set(int slot) => new(Facts![new FactSlot(slot)].Set);

    protected bool Known(int slot) => Facts![new FactSlot(slot)].IsKnown;
}
