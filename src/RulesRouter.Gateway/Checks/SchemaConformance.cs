using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using RulesRouter.Gateway.Dialects.Json;

namespace RulesRouter.Gateway.Checks;

/// <summary>
/// Whether a value conforms to a JSON schema, by the keywords that vendors take in schemas of tools and of answers. Keywords beyond them,
/// references to other documents and patterns that need backtracking are not checked: what cannot be checked is no fault.
/// </summary>
internal sealed class SchemaConformance(JsonElement root)
{
    /// <summary>Comparisons of one value, so that references and alternatives within each other end.</summary>
    public const int MaxSteps = 100_000;
    private const int MaxDepth = 100;
    private const int MaxPatterns = 1_000;

    private static readonly ConcurrentDictionary<string, Regex?> Patterns = new(StringComparer.Ordinal);

    private int steps;

    /// <summary>Comparisons so far, also those that were not made since there had been too many.</summary>
    public int Steps => steps;

    /// <summary>What is wrong and where, such as <c>/items/0/name is missing</c>; null if nothing is. No value is shown.</summary>
    public static string? Fault(JsonElement schema, JsonElement value) => new SchemaConformance(schema).FaultOf(value);

    /// <inheritdoc cref="Fault"/>
    public string? FaultOf(JsonElement value) => Of(root, value, "", 0);

    private string? Of(JsonElement schema, JsonElement value, string at, int depth)
    {
        if (schema.ValueKind == JsonValueKind.False)
        {
            return $"{Place(at)} is not allowed";
        }

        if (!schema.IsObject() || depth > MaxDepth || ++steps > MaxSteps)
        {
            return null;
        }

        return (schema.Text("$ref") is { } reference && Resolve(reference) is { } target ? Of(target, value, at, depth + 1) : null)
            ?? OfType(schema, value, at)
            ?? OfValues(schema, value, at)
            ?? value.ValueKind switch
            {
                JsonValueKind.Object => OfObject(schema, value, at, depth),
                JsonValueKind.Array => OfArray(schema, value, at, depth),
                JsonValueKind.String => OfString(schema, value, at),
                JsonValueKind.Number => OfNumber(schema, value, at),
                _ => null,
            }
            ?? OfAlternatives(schema, value, at, depth);
    }

    private static string? OfType(JsonElement schema, JsonElement value, string at)
    {
        var type = schema.Field("type");
        string[] names = type.IsArray() ? [.. type.Items().Select(name => name.Text() ?? "")] : type.Text() is { } one ? [one] : [];
        return names.Length == 0 || names.Any(name => Is(name, value))
            ? null
            : $"{Place(at)} is {Named(value)}, not {string.Join(" or ", names)}";
    }

    /// <summary>A name that is no type of JSON Schema says nothing.</summary>
    private static bool Is(string type, JsonElement value) => type switch
    {
        "object" => value.IsObject(),
        "array" => value.IsArray(),
        "string" => value.IsString(),
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind == JsonValueKind.Null,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && double.IsInteger(value.GetDouble()),
        _ => true,
    };

    private static string Named(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => "number",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        _ => "null",
    };

    private static string? OfValues(JsonElement schema, JsonElement value, string at)
    {
        if (schema.IsObject() && schema.TryGetProperty("const", out var only) && !JsonElement.DeepEquals(only, value))
        {
            return $"{Place(at)} is not the value that the schema requires";
        }

        var values = schema.Field("enum");
        return values.IsArray() && !values.EnumerateArray().Any(allowed => JsonElement.DeepEquals(allowed, value))
            ? $"{Place(at)} is none of the values that the schema lists"
            : null;
    }

    private string? OfObject(JsonElement schema, JsonElement value, string at, int depth)
    {
        foreach (var name in schema.Items("required"))
        {
            if (name.Text() is { } required && !value.TryGetProperty(required, out _))
            {
                return $"{Place($"{at}/{required}")} is missing";
            }
        }

        var properties = schema.Field("properties");
        var others = schema.IsObject() && schema.TryGetProperty("additionalProperties", out var additional) ? additional : default;
        var hasPatterns = schema.Field("patternProperties").IsObject();
        foreach (var field in value.EnumerateObject())
        {
            var place = $"{at}/{field.Name}";
            var known = properties.IsObject() && properties.TryGetProperty(field.Name, out var property) ? property : default;
            var fault = known.ValueKind != JsonValueKind.Undefined ? Of(known, field.Value, place, depth + 1)
                : hasPatterns || others.ValueKind == JsonValueKind.Undefined ? null
                : Of(others, field.Value, place, depth + 1);
            if (fault is not null)
            {
                return fault;
            }
        }

        return OfCount(schema, "minProperties", "maxProperties", value.EnumerateObject().Count(), "fields", at);
    }

    private string? OfArray(JsonElement schema, JsonElement value, string at, int depth)
    {
        var first = schema.Items("prefixItems").ToList();
        var items = schema.IsObject() && schema.TryGetProperty("items", out var rest) ? rest : default;
        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            var of = index < first.Count ? first[index] : items;
            if (Of(of, item, $"{at}/{index.ToString(CultureInfo.InvariantCulture)}", depth + 1) is { } fault)
            {
                return fault;
            }

            index++;
        }

        return OfCount(schema, "minItems", "maxItems", index, "items", at);
    }

    private static string? OfString(JsonElement schema, JsonElement value, string at)
    {
        var text = value.Text()!;
        return OfCount(schema, "minLength", "maxLength", new StringInfo(text).LengthInTextElements, "characters", at)
            ?? (schema.Text("pattern") is { } pattern && PatternOf(pattern) is { } regex && !regex.IsMatch(text)
                ? $"{Place(at)} does not match the schema's pattern"
                : null);
    }

    private static string? OfNumber(JsonElement schema, JsonElement value, string at)
    {
        var number = value.GetDouble();
        return Number(schema, "minimum") is { } minimum && number < minimum ? $"{Place(at)} is below the minimum"
            : Number(schema, "maximum") is { } maximum && number > maximum ? $"{Place(at)} is above the maximum"
            : Number(schema, "exclusiveMinimum") is { } above && number <= above ? $"{Place(at)} is below the minimum"
            : Number(schema, "exclusiveMaximum") is { } below && number >= below ? $"{Place(at)} is above the maximum"
            : Number(schema, "multipleOf") is > 0 and var divisor && !IsMultiple(number, divisor) ? $"{Place(at)} is not a multiple"
            : null;
    }

    private static bool IsMultiple(double number, double divisor)
    {
        var quotient = number / divisor;
        return Math.Abs(quotient - Math.Round(quotient)) <= 1e-9 * Math.Max(1, Math.Abs(quotient));
    }

    private string? OfAlternatives(JsonElement schema, JsonElement value, string at, int depth)
    {
        foreach (var part in schema.Items("allOf"))
        {
            if (Of(part, value, at, depth + 1) is { } fault)
            {
                return fault;
            }
        }

        foreach (var name in (string[])["anyOf", "oneOf"])
        {
            var alternatives = schema.Field(name);
            if (alternatives.IsArray() && alternatives.GetArrayLength() > 0)
            {
                var matched = alternatives.EnumerateArray().Count(part => Of(part, value, at, depth + 1) is null);
                if (matched == 0 || (name == "oneOf" && matched > 1 && steps <= MaxSteps))
                {
                    return $"{Place(at)} conforms to {(matched == 0 ? "none" : "more than one")} of the alternatives of `{name}`";
                }
            }
        }

        return schema.Field("not") is { ValueKind: JsonValueKind.Object } not && steps <= MaxSteps && Of(not, value, at, depth + 1) is null
            && steps <= MaxSteps
            ? $"{Place(at)} conforms to what the schema excludes"
            : null;
    }

    private static string? OfCount(JsonElement schema, string minField, string maxField, int count, string what, string at) =>
        Number(schema, minField) is { } minimum && count < minimum ? $"{Place(at)} has too few {what}"
        : Number(schema, maxField) is { } maximum && count > maximum ? $"{Place(at)} has too many {what}"
        : null;

    private static double? Number(JsonElement schema, string name) =>
        schema.Field(name) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;

    /// <summary>Null where it leads out of the schema, or nowhere.</summary>
    private JsonElement? Resolve(string reference)
    {
        if (!reference.StartsWith('#'))
        {
            return null;
        }

        var found = root;
        foreach (var step in reference[1..].Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var name = Uri.UnescapeDataString(step)
                .Replace("~1", "/", StringComparison.Ordinal)
                .Replace("~0", "~", StringComparison.Ordinal);
            if (found.IsArray() && int.TryParse(name, CultureInfo.InvariantCulture, out var index) && index < found.GetArrayLength())
            {
                found = found[index];
            }
            else if (!found.IsObject() || !found.TryGetProperty(name, out found))
            {
                return null;
            }
        }

        return found;
    }

    private static Regex? PatternOf(string pattern)
    {
        if (Patterns.TryGetValue(pattern, out var known))
        {
            return known;
        }

        Regex? regex;
        try
        {
            regex = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            regex = null;
        }

        if (Patterns.Count < MaxPatterns)
        {
            Patterns.TryAdd(pattern, regex);
        }

        return regex;
    }

    /// <summary>A model may answer with names of any length.</summary>
    private static string Place(string at) => at.Length == 0 ? "the value" : at.Length <= 100 ? at : $"{at[..100]}…";
}
