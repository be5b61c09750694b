using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using RulesRouter.Client.Decisions;
using RulesRouter.Client.Json;
using RulesRouter.Client.Outcomes;
using RulesRouter.Gateway.Tests;

namespace RulesRouter.Client.Tests.Decisions;

/// <summary>The types have exactly the fields and enumerations of the published schemas.</summary>
public sealed class SchemaTests
{
    [Theory]
    [InlineData(typeof(DecisionResponse), "decision-response")]
    [InlineData(typeof(Outcome), "outcome")]
    public void Type_has_exactly_the_fields_of_its_schema(Type type, string schema) =>
        Assert.Empty(Differences(type, Schema(schema), schema));

    [Fact]
    public void Request_has_every_field_that_is_not_a_vendors_own()
    {
        var schema = Schema("decision-request");
        var fields = schema["properties"]!.AsObject();
        foreach (var name in fields.Where(field => IsOfVendors(field.Value!)).Select(field => field.Key).Append("model").ToList())
        {
            if (name is not ("tools" or "prompt"))
            {
                fields.Remove(name);
            }
        }

        var ofMessages = fields["messages"]!["items"]!["properties"]!.AsObject();
        foreach (var name in ofMessages.Select(field => field.Key).Except(["role", "content", "tool_calls", "tool_call_id"]).ToList())
        {
            ofMessages.Remove(name);
        }

        Assert.Empty(Differences(typeof(DecisionQuery), schema, "decision-request"));
    }

    /// <summary>What the schema describes as a field of an API of a vendor.</summary>
    private static bool IsOfVendors(JsonNode field)
    {
        var description = field["description"]!.GetValue<string>();
        return description.StartsWith("as ", StringComparison.Ordinal)
            || ((string[])["(Chat Completions", "(Responses", "(Messages", "that the model may call"]).Any(description.Contains)
            || description.Contains("as Responses writes it", StringComparison.Ordinal);
    }

    private static IEnumerable<string> Differences(Type type, JsonNode schema, string path)
    {
        var wanted = schema["properties"]!.AsObject().ToDictionary(field => field.Key, field => field.Value!);
        var own = ClientJson.Options.GetTypeInfo(type).Properties
            .Where(property => property.Get is not null)
            .ToDictionary(property => property.Name);
        foreach (var name in wanted.Keys.Except(own.Keys))
        {
            yield return $"{path}/{name} has no property";
        }

        foreach (var name in own.Keys.Except(wanted.Keys))
        {
            yield return $"{path}/{name} is in no schema";
        }

        foreach (var name in wanted.Keys.Intersect(own.Keys))
        {
            foreach (var difference in Below(own[name].PropertyType, wanted[name], $"{path}/{name}"))
            {
                yield return difference;
            }
        }
    }

    private static IEnumerable<string> Below(Type type, JsonNode schema, string path)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        var info = ClientJson.Options.GetTypeInfo(type);
        return info.Kind switch
        {
            JsonTypeInfoKind.Enumerable when schema["items"] is { } items => Below(info.ElementType!, items, path),
            JsonTypeInfoKind.Dictionary when schema["additionalProperties"] is JsonObject values => Below(info.ElementType!, values, path),
            JsonTypeInfoKind.Object when schema["properties"] is not null => Differences(type, schema, path),
            _ when type.IsEnum => EnumDifferences(type, schema, path),
            _ => [],
        };
    }

    private static IEnumerable<string> EnumDifferences(Type type, JsonNode schema, string path)
    {
        var own = Enum.GetValues(type).Cast<object>()
            .Select(value => JsonSerializer.SerializeToNode(value, type, ClientJson.Options)!.GetValue<string>());
        return schema["enum"]!.AsArray().Select(value => value!.GetValue<string>()).Except(own)
            .Select(value => $"{path} lacks the value {value}");
    }

    private static JsonNode Schema(string name) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "schemas", $"{name}.schema.json")))!;
}
