using System.Text.Json;
using RulesRouter.Decisions;

namespace RulesRouter.Evaluation.Json;

/// <summary>Writes <c>denial</c>: why nobody was chosen, and what would change that.</summary>
internal static class DenialWriter
{
    public static void Write(Utf8JsonWriter json, Denial denial)
    {
        json.WriteStartObject("denial"u8);
        json.WriteString("code"u8, DecisionWriter.NameOf(denial.Code));
        json.WriteTexts("reasons"u8, denial.Reasons);
        json.WriteStartArray("emptiedBy"u8);
        foreach (var emptying in denial.EmptiedBy)
        {
            json.WriteStartObject();
            json.WriteString("constraint"u8, emptying.Demand.Name);
            json.WriteString("wanted"u8, emptying.Demand.Wanted);
            json.WriteTexts("from"u8, [.. emptying.Demand.From]);
            json.WriteNumber("removed"u8, emptying.Removed);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteTexts("feasibleIf"u8, denial.FeasibleIf);
        json.WriteEndObject();
    }
}
