using System.Text.Json;

namespace RulesRouter.Differential.Tests.Naive;

/// <summary>The facts of a request by name, and the lets and attributes of a policy.</summary>
internal sealed class NaiveFacts
{
    private readonly Dictionary<string, object?> values = [];
    private readonly Dictionary<string, List<string>> orders = [];

    /// <param name="layers">The policy and its parents.</param>
    public NaiveFacts(IEnumerable<Dictionary<string, object>> layers, JsonElement request)
    {
        foreach (var spec in layers)
        {
            foreach (var (name, declared) in spec.Map("attributes"))
            {
                Declare(name, (Dictionary<string, object>)declared, request);
            }

            foreach (var (name, source) in spec.Map("let"))
            {
                Lets[name] = (string)source;
            }
        }

        values["task"] = Property(request, "task");
        values["stream"] = Property(request, "stream");
        values["deadlineMs"] = Property(request, "deadlineMs");
        values["maxOutputTokens"] = Property(request, "maxOutputTokens");
        values["clampsOutput"] = Property(request, "clampsOutput") is true;
        values["inputTokens"] = Property(request.GetProperty("estimate"), "inputTokens");
        values["outputTokens"] = Property(request.GetProperty("estimate"), "outputTokens");
        values["maxCostUsd"] = Property(request, "maxCostUsd");
        values["attempts.count"] = request.TryGetProperty("attempts", out var attempts) ? (double)attempts.GetArrayLength() : 0.0;
        values["session.id"] = request.TryGetProperty("session", out var session) ? Property(session, "id") : null;
        foreach (var need in new[] { "tools", "vision", "structuredOutput", "reasoning", "audio", "files", "audioOutput" })
        {
            values[$"needs.{need}"] = request.TryGetProperty("needs", out var needs) && Property(needs, need) is true;
        }
    }

    public Dictionary<string, string> Lets { get; } = [];

    public void Add(NaiveBudget budget)
    {
        var name = $"budget.{budget.Id.Split('/')[1]}";
        values[$"{name}.share"] = budget.Share;
        values[$"{name}.remaining{budget.Unit}"] = (double?)budget.Remaining;
    }

    public object? this[string name] => values[name];

    public bool Knows(string name) => values.ContainsKey(name);

    public List<string>? OrderOf(string name) => orders.GetValueOrDefault(name);

    private void Declare(string name, Dictionary<string, object> declared, JsonElement request)
    {
        values[name] = declared.Text("type") switch
        {
            "boolean" => declared.Boolean("default"),
            "number" => declared.Number("default"),
            _ => declared.Text("default"),
        };
        if (declared.Text("type") == "enum")
        {
            orders[name] = declared.Strings("values");
        }

        var said = declared.Text("source") == "key" ? "keyAttributes" : "attributes";
        if (request.TryGetProperty(said, out var attributes) && attributes.TryGetProperty(name, out _))
        {
            values[name] = Property(attributes, name);
        }
    }

    private static object? Property(JsonElement element, string name) => !element.TryGetProperty(name, out var value) ? null
        : value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Number => value.GetDouble(),
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Array => value.EnumerateArray().Select(member => member.GetString()!).ToHashSet(StringComparer.Ordinal),
            _ => null,
        };
}
