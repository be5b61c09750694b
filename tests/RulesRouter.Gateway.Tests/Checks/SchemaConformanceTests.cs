using System.Text.Json;
using RulesRouter.Gateway.Checks;

namespace RulesRouter.Gateway.Tests.Checks;

public sealed class SchemaConformanceTests
{
    [Theory]
    [InlineData("""{}""", """[1]""", null)]
    [InlineData("""{"type":"object"}""", """[1]""", "the value is array, not object")]
    [InlineData("""{"type":["string","null"]}""", """1""", "the value is number, not string or null")]
    [InlineData("""{"type":"integer"}""", """1.0""", null)]
    [InlineData("""{"type":"integer"}""", """1.5""", "the value is number, not integer")]
    [InlineData("""{"required":["a"]}""", """{"b":1}""", "/a is missing")]
    [InlineData("""{"properties":{"a":{"type":"string"}}}""", """{"a":1}""", "/a is number, not string")]
    [InlineData("""{"properties":{"a":{}},"additionalProperties":false}""", """{"a":1,"b":2}""", "/b is not allowed")]
    [InlineData("""{"additionalProperties":{"type":"number"}}""", """{"b":"x"}""", "/b is string, not number")]
    [InlineData("""{"items":{"properties":{"n":{"enum":["x","y"]}}}}""", """[{"n":"x"},{"n":"z"}]""", "/1/n is none of the values that the schema lists")]
    [InlineData("""{"prefixItems":[{"type":"string"}],"items":false}""", """["a",1]""", "/1 is not allowed")]
    [InlineData("""{"const":{"a":1}}""", """{"a":1.0}""", null)]
    [InlineData("""{"const":null}""", """0""", "the value is not the value that the schema requires")]
    [InlineData("""{"minItems":2}""", """[1]""", "the value has too few items")]
    [InlineData("""{"maxLength":2}""", "\"abc\"", "the value has too many characters")]
    [InlineData("""{"pattern":"^a+$"}""", "\"ab\"", "the value does not match the schema's pattern")]
    [InlineData("""{"pattern":"(?=a)b"}""", "\"x\"", null)]
    [InlineData("""{"minimum":2}""", """1""", "the value is below the minimum")]
    [InlineData("""{"exclusiveMaximum":2}""", """2""", "the value is above the maximum")]
    [InlineData("""{"multipleOf":0.1}""", """0.3""", null)]
    [InlineData("""{"anyOf":[{"type":"string"},{"type":"number"}]}""", """true""", "the value conforms to none of the alternatives of `anyOf`")]
    [InlineData("""{"oneOf":[{"type":"number"},{"minimum":1}]}""", """2""", "the value conforms to more than one of the alternatives of `oneOf`")]
    [InlineData("""{"allOf":[{"required":["a"]},{"required":["b"]}]}""", """{"a":1}""", "/b is missing")]
    [InlineData("""{"not":{"type":"null"}}""", """null""", "the value conforms to what the schema excludes")]
    [InlineData("""{"$ref":"#/$defs/n","$defs":{"n":{"type":"number"}}}""", "\"x\"", "the value is string, not number")]
    [InlineData("""{"properties":{"next":{"$ref":"#"}},"required":["v"]}""", """{"v":1,"next":{"v":2,"next":{}}}""", "/next/next/v is missing")]
    [InlineData("""{"$ref":"https://elsewhere/schema"}""", """1""", null)]
    [InlineData("""{"$ref":"#"}""", """1""", null)]
    public void Value_is_compared_with_its_schema(string schema, string value, string? fault) =>
        Assert.Equal(fault, SchemaConformance.Fault(JsonDocument.Parse(schema).RootElement, JsonDocument.Parse(value).RootElement));

    [Fact]
    public void Alternatives_within_each_other_end()
    {
        var schema = JsonDocument.Parse("""{"anyOf":[{"$ref":"#"},{"$ref":"#"},{"allOf":[{"$ref":"#"},{"$ref":"#"}]}]}""").RootElement;
        var conformance = new SchemaConformance(schema);

        conformance.FaultOf(JsonDocument.Parse("1").RootElement);

        // What is left of each schema that is being compared counts one step each.
        Assert.InRange(conformance.Steps, SchemaConformance.MaxSteps, SchemaConformance.MaxSteps + 1_000);
    }
}
