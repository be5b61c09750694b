using System.Text.Json;
using RulesRouter.Wire.Requests;

namespace RulesRouter.Wire.Tests.Requests;

public sealed class RequestSchemaTests
{
    [Fact]
    public void The_schema_has_every_field_that_the_reader_knows()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "schemas", "decision-request.schema.json")));
        var described = schema.RootElement.GetProperty("properties").EnumerateObject().Select(property => property.Name);

        Assert.Equal(DecisionRequestReader.Fields.Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
    }
}
