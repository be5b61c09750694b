using System.Text.Json;
using RulesRouter.Wire.Reading;

namespace RulesRouter.Wire.Conversations;

/// <summary>
/// Whether a body asks for reasoning: <c>reasoning_effort</c>, <c>reasoning</c> or <c>thinking</c>, unless its effort is none or its type
/// disabled.
/// </summary>
internal static class ReasoningReader
{
    public static bool Wants(ref StrictReader json)
    {
        if (json.Kind == JsonTokenType.String)
        {
            return json.String() != "none";
        }

        var wants = false;
        if (!json.IsObject())
        {
            return wants;
        }

        var refuses = false;
        while (json.NextKey(out var name))
        {
            wants = true;
            if (name is "effort" or "type" && json.Kind == JsonTokenType.String)
            {
                refuses |= json.String() is "none" or "disabled";
            }
            else
            {
                json.Skip();
            }
        }

        return wants && !refuses;
    }
}
