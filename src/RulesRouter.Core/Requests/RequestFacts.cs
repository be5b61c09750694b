using RulesRouter.Policies.Conditions;

namespace RulesRouter.Requests;

/// <summary>Runs a script on what is known about a request.</summary>
public delegate ScriptAnswer ScriptRunner(ScriptCall call, RequestFacts facts);

/// <summary>What the rules of one policy see of one request. Filled by its maker, read-only afterwards.</summary>
public sealed class RequestFacts(FactSchema schema)
{
    private readonly FactValue[] values = new FactValue[schema.Facts.Length];
    private readonly byte[] provenance = new byte[schema.Facts.Length];

    private ScriptAnswer?[] answers = [];

    /// <summary>Null: there is none, and every script is unknown.</summary>
    public ScriptRunner? Scripts { get; init; }

    public FactSchema Schema { get; } = schema;

    public FactValue this[FactSlot slot] => values[slot.Index];

    public Provenance ProvenanceOf(FactSlot slot) => (Provenance)provenance[slot.Index];

    public void Set(FactSlot slot, FactValue value, Provenance from)
    {
        values[slot.Index] = value;
        provenance[slot.Index] = (byte)from;
    }

    /// <summary>Runs the script the first time it is asked for, and remembers what it said.</summary>
    public ScriptAnswer AnswerOf(ScriptCall call)
    {
        if (call.Slot >= answers.Length)
        {
            Array.Resize(ref answers, call.Slot + 4);
        }

        return answers[call.Slot] ??= Scripts?.Invoke(call, this) ?? ScriptAnswer.Unknown("no script can be run here");
    }

    /// <summary>What a script said in this decision; null where nobody asked.</summary>
    public ScriptAnswer? AnswerSoFar(ScriptCall call) => call.Slot < answers.Length ? answers[call.Slot] : null;
}
