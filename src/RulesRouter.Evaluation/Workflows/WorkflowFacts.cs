using System.Text.Json;
using RulesEngine.Models;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Workflows;

/// <summary>
/// The facts of a request as the five inputs of an exported workflow, by the name of the fact or the source of the script call. Every name
/// is in <see cref="Known"/> and in the input of its type; an unknown fact has a value of its type that no rule depends on.
/// </summary>
/// <param name="Known">Whether a fact is known, for every fact.</param>
/// <param name="Numbers">Never NaN.</param>
internal sealed record WorkflowFacts(
    Dictionary<string, bool> Known,
    Dictionary<string, bool> Booleans,
    Dictionary<string, double> Numbers,
    Dictionary<string, string> Strings,
    Dictionary<string, HashSet<string>> Sets)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <param name="calls">Script calls whose results the workflow reads; each is run.</param>
    public static WorkflowFacts Of(RequestFacts facts, IEnumerable<ScriptCall> calls)
    {
        var inputs = new WorkflowFacts(
            new(StringComparer.Ordinal),
            new(StringComparer.Ordinal),
            new(StringComparer.Ordinal),
            new(StringComparer.Ordinal),
            new(StringComparer.Ordinal));
        for (var slot = 0; slot < facts.Schema.Facts.Length; slot++)
        {
            inputs.Add(facts.Schema.Facts[slot], facts[new FactSlot(slot)]);
        }

        foreach (var call in calls)
        {
            inputs.Add(call, facts.AnswerOf(call));
        }

        return inputs;
    }

    /// <summary>A JSON object with one property per input.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>The parameters with which RulesEngine executes the workflow.</summary>
    internal RuleParameter[] ToParameters() =>
        [new("known", Known), new("booleans", Booleans), new("numbers", Numbers), new("strings", Strings), new("sets", Sets)];

    private void Add(FactDefinition fact, FactValue value)
    {
        Known[fact.Name] = value.IsKnown;
        switch (fact.Type)
        {
            case FactType.Boolean:
                Booleans[fact.Name] = value.IsKnown && value.Flag;
                break;
            case FactType.Number:
                Numbers[fact.Name] = value.IsKnown ? value.Number : 0;
                break;
            case FactType.String or FactType.Enum:
                Strings[fact.Name] = value.Text ?? "";
                break;
            case FactType.Set:
                Sets[fact.Name] = new HashSet<string>(value.Set ?? [], StringComparer.Ordinal);
                break;
            default:
                throw new System.Diagnostics.UnreachableException($"fact type {fact.Type}");
        }
    }

    private void Add(ScriptCall call, ScriptAnswer answer)
    {
        Known[call.Text] = answer.IsKnown;
        if (call.Script.Result == Policies.ScriptResult.Boolean)
        {
            Booleans[call.Text] = answer.IsKnown && answer.Value != 0;
        }
        else
        {
            Numbers[call.Text] = answer.IsKnown ? answer.Value : 0;
        }
    }
}
