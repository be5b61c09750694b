using RulesRouter.Requests;

namespace RulesRouter.Policies.Conditions;

/// <summary>Runs a script on the facts of a request.</summary>
internal delegate ScriptAnswer ScriptRunner(ScriptCall call, RequestFacts facts);

/// <summary>The facts of one request for the rules of one policy. Filled once, read-only afterwards.</summary>
internal sealed class RequestFacts(FactSchema schema)
{
    private readonly FactValue[] values = new FactValue[schema.Facts.Length];
    private readonly byte[] provenance = new byte[schema.Facts.Length];

    private ScriptAnswer?[] answers = [];

    /// <summary>Null: every script's answer is unknown.</summary>
    public ScriptRunner? Scripts { get; init; }

    public FactSchema Schema { get; } = schema;

    public FactValue this[FactSlot slot] => values[slot.Index];

    public Provenance ProvenanceOf(FactSlot slot) => (Provenance)provenance[slot.Index];

    public void Set(FactSlot slot, FactValue value, Provenance from)
    {
        values[slot.Index] = value;
        provenance[slot.Index] = (byte)from;
    }

    /// <summary>Runs the script on first use and caches its answer.</summary>
    public ScriptAnswer AnswerOf(ScriptCall call)
    {
        if (call.Slot >= answers.Length)
        {
            Array.Resize(ref answers, call.Slot + 4);
        }

        return answers[call.Slot] ??= Scripts?.Invoke(call, this) ?? ScriptAnswer.Unknown("scripts are not available here");
    }

    /// <summary>A script's answer in this decision; null where it did not run.</summary>
    public ScriptAnswer? AnswerSoFar(ScriptCall call) => call.Slot < answers.Length ? answers[call.Slot] : null;
}
