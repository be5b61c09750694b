using System.Collections.Immutable;
using System.Text.Json;
using RulesRouter.Decisions;
using RulesRouter.Diagnostics;

namespace RulesRouter.Wire.Reading;

/// <summary>Reads one JSON object strictly: what is not asked for, stands twice or has the wrong type is a fault with its pointer.</summary>
internal sealed class JsonFields
{
    private readonly Dictionary<string, JsonElement> fields = new(StringComparer.Ordinal);
    private readonly ImmutableArray<RequestError>.Builder faults;

    public JsonFields(JsonElement element, string pointer, IReadOnlyList<string> known, ImmutableArray<RequestError>.Builder faults)
    {
        Pointer = pointer;
        this.faults = faults;
        if (element.ValueKind != JsonValueKind.Object)
        {
            faults.Add(new RequestError(pointer, $"must be an object, found {Found(element)}"));
            return;
        }

        foreach (var property in element.EnumerateObject())
        {
            if (!known.Contains(property.Name))
            {
                var help = Suggestion.DidYouMean(property.Name, known);
                faults.Add(new RequestError($"{pointer}/{Escaped(property.Name)}", $"unknown field `{property.Name}`{(help.Length > 0 ? "; " + help : "")}"));
            }
            else if (!fields.TryAdd(property.Name, property.Value))
            {
                faults.Add(new RequestError($"{pointer}/{Escaped(property.Name)}", $"`{property.Name}` stands here twice"));
            }
        }
    }

    public string Pointer { get; }

    public bool Has(string name) => fields.TryGetValue(name, out var value) && value.ValueKind != JsonValueKind.Null;

    public JsonElement? Element(string name) => Has(name) ? fields[name] : null;

    public string? Text(string name) => Read(name, "a text", value => value.ValueKind == JsonValueKind.String ? value.GetString() : null);

    public bool? Flag(string name) => ReadValue<bool>(name, "true or false", value => value.ValueKind switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null });

    /// <param name="least">Inclusive.</param>
    public double? Number(string name, double least, string wanted) =>
        ReadValue<double>(name, wanted, value => value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number) && number >= least ? number : null);

    /// <param name="least">Inclusive.</param>
    public int? Whole(string name, int least) =>
        ReadValue<int>(name, $"a whole number of at least {least}", value => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= least ? number : null);

    public ImmutableArray<JsonElement> List(string name) =>
        ReadValue<ImmutableArray<JsonElement>>(name, "a list", value => value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : null) ?? [];

    public ImmutableArray<string>? Texts(string name) => ReadValue<ImmutableArray<string>>(
        name,
        "a list of texts",
        value => value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String)
            ? [.. value.EnumerateArray().Select(item => item.GetString()!)]
            : null);

    public void Fault(string name, string message) => faults.Add(new RequestError($"{Pointer}/{name}", message));

    public static string Escaped(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    public static string Found(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.Null => "null",
        _ => element.GetRawText() is { Length: <= 60 } text ? text : element.GetRawText()[..60] + "…",
    };

    private T? Read<T>(string name, string wanted, Func<JsonElement, T?> read)
        where T : class
    {
        if (!Has(name))
        {
            return null;
        }

        var value = read(fields[name]);
        if (value is null)
        {
            Fault(name, $"must be {wanted}, found {Found(fields[name])}");
        }

        return value;
    }

    private T? ReadValue<T>(string name, string wanted, Func<JsonElement, T?> read)
        where T : struct
    {
        if (!Has(name))
        {
            return null;
        }

        var value = read(fields[name]);
        if (value is null)
        {
            Fault(name, $"must be {wanted}, found {Found(fields[name])}");
        }

        return value;
    }
}
