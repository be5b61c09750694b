using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Compiling.Expressions;

/// <summary>The base of the emitted facts classes, whose properties read slots through it. Public because emitted code is in another assembly.</summary>
public abstract class FactsView(RequestFacts? facts)
{
    /// <summary>The facts that the properties read; null only while conditions are type-checked.</summary>
    protected RequestFacts? Facts { get; } = facts;

    /// <summary>Script calls by their source.</summary>
    internal IReadOnlyDictionary<string, ScriptCall>? Calls { get; set; }

    /// <summary>In workflows: the result of a script; 1 and 0 for true and false, NaN if unknown. No attribute can have this name.</summary>
    public double _answer(string call) => Calls is not null && Calls.TryGetValue(call, out var found) ? Facts!.AnswerOf(found).Value : double.NaN;

    /// <summary>In conditions: whether a fact is known. Bound from the tree, never called.</summary>
    public bool has(object? fact) => fact is not null && Facts is not null;

    protected double? Number(int slot) => Facts![new FactSlot(slot)] is { IsKnown: true } value ? value.Number : null;

    protected bool Flag(int slot) => Facts![new FactSlot(slot)].Flag;

    protected string? Text(int slot) => Facts![new FactSlot(slot)].Text;

    protected FactSet Set(int slot) => new(Facts![new FactSlot(slot)].Set);

    protected bool Known(int slot) => Facts![new FactSlot(slot)].IsKnown;
}
