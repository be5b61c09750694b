using System.Text.Json;
using System.Text.Json.Nodes;
using RulesRouter.Formats;
using RulesRouter.Requests;
using RulesRouter.Wire.Records;
using RulesRouter.Wire.Writing;

namespace RulesRouter.Verification.Witnesses;

/// <summary>Writes requests with state and time: as JSON, and as a test case.</summary>
internal static class WitnessWriter
{
    /// <summary>In the format of the decision record: one line.</summary>
    public static string Json(Witness witness) => CompactJson.Render(witness.Recorded, RecordedRequestWriter.Write);

    /// <summary>An item for <c>cases:</c> of a PolicyTest, indented by four spaces.</summary>
    /// <param name="holds">Clauses that the case expects, as a property writes them.</param>
    public static string Case(Witness witness, string name, IEnumerable<string> holds) =>
        Case(witness, name, $"{{ holds: [{string.Join(", ", holds.Select(clause => Flow(clause)))}] }}");

    /// <param name="expect">The case's expectation, in flow style.</param>
    public static string Case(Witness witness, string name, string expect)
    {
        var recorded = JsonNode.Parse(Json(witness))!.AsObject();
        var request = recorded["request"]!.AsObject();
        request.Remove("policy");
        var lines = new List<string>
        {
            $"    - name: {Flow(name)}",
            $"      at: {Timestamps.Format(witness.At)}",
            $"      allowSampleEvidence: {(witness.Recorded.AllowSampleEvidence ? "true" : "false")}",
        };
        foreach (var field in new[] { "down", "budgets", "keyAttributes", "text", "classification" })
        {
            if (recorded[field] is { } value && !(field == "classification" && witness.Recorded.Request.Measured is null))
            {
                lines.Add($"      {field}: {Flow(value)}");
            }
        }

        lines.Add($"      request: {Flow(request)}");
        lines.Add($"      expect: {expect}");
        return string.Join('\n', lines);
    }

    /// <summary>YAML flow style: JSON with plain keys, and plain scalars where unambiguous.</summary>
    private static string Flow(JsonNode node) => node switch
    {
        JsonObject mapping => mapping.Count == 0
            ? "{}"
            : $"{{ {string.Join(", ", mapping.Select(pair => $"{Flow(pair.Key)}: {Flow(pair.Value!)}"))} }}",
        JsonArray list => $"[{string.Join(", ", list.Select(item => Flow(item!)))}]",
        _ => node.GetValueKind() == JsonValueKind.String ? Flow(node.GetValue<string>()) : node.ToJsonString(JsonFormats.Compact),
    };

    private static string Flow(string text) => IsPlain(text) ? text : JsonSerializer.Serialize(text, JsonFormats.Compact);

    private static bool IsPlain(string text) => text.Length > 0 && char.IsAsciiLetter(text[0])
        && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.' or '/')
        && text is not ("true" or "false" or "null" or "yes" or "no" or "on" or "off");
}
