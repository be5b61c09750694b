using System.Text.Json;
using NJsonSchema;
using RulesRouter.Language.Schemas;

namespace RulesRouter.Service.Tests.Describing;

public sealed class SchemaTests(ShippedService shipped) : IClassFixture<ShippedService>
{
    private static readonly string[] Requests =
    [
        """{ "policy": "coding-assistant", "prompt": "Write a parser", "explain": true }""",
        """{ "policy": "coding-assistant", "messages": [ { "role": "system", "content": "be brief" }, { "role": "user", "content": "why does this crash?" } ], "attributes": { "sensitivity": "public" }, "explain": true }""",
        """{ "policy": "coding-assistant", "task": "autocomplete", "attributes": { "sensitivity": "public" }, "estimate": { "inputTokens": 600, "cachedInputTokens": 10, "outputTokens": 20 }, "maxOutputTokens": 60, "stream": true, "deadlineMs": 1000, "maxCostUsd": 0.5, "needs": { "tools": false, "vision": false, "structuredOutput": false, "reasoning": false }, "explain": true }""",
        """{ "policy": "coding-assistant", "task": "unit-test-generation", "attributes": { "sensitivity": "public" }, "estimate": { "inputTokens": 1800 }, "session": { "id": "s", "lastEndpoint": "deepseek/deepseek-chat", "cachedTokens": { "deepseek/deepseek-chat": 1200 } }, "attempts": [ { "endpoint": "deepseek/deepseek-chat", "failed": "timeout", "costUsd": 0 } ], "explain": true }""",
        """{ "policy": "coding-assistant", "prompt": "x", "attributes": { "sensitivity": "regulated" }, "obligationsSupported": ["redact"], "explain": true }""",
        """{ "policy": "coding-assistant", "model": "m", "max_tokens": 9, "system": [ { "type": "text", "text": "be brief" } ], "messages": [ { "role": "user", "content": [ { "type": "text", "text": "hello" } ] } ], "tools": [], "explain": true }""",
        """{ "policy": "coding-assistant", "model": "m", "input": [ { "type": "message", "role": "user", "content": [ { "type": "input_text", "text": "hello" } ] } ], "attempts": [ { "endpoint": "deepseek/deepseek-v4-flash", "failed": "timeout", "turns": 1, "testsPassed": 0, "testsFailed": 2, "toolErrors": 3 } ] }""",
        """{ "policy": "regulated-eu", "prompt": "x", "maxCostUsd": 0, "at": "2026-05-26T03:42:02Z", "explain": true }""",
    ];

    public static TheoryData<string> Bodies => [.. Requests];

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Requests_and_responses_satisfy_their_schemas_and_every_field_is_described(string request)
    {
        var requests = await JsonSchema.FromJsonAsync(DocumentSchema.TextOf("decision-request"));
        var responses = await JsonSchema.FromJsonAsync(DocumentSchema.TextOf("decision-response"));

        var answer = await shipped.Running.Decide(request);

        Assert.True(answer.Json.TryGetProperty("outcome", out _), answer.Text);
        Assert.Empty(requests.Validate(request));
        Assert.Empty(responses.Validate(answer.Text));
        Assert.All(
            Pointers(answer.Json, ""),
            pointer => Assert.False(
                SchemaFields.DescriptionOf("decision-response", pointer).Length == 0,
                $"decision-response.schema.json does not describe {pointer}"));
    }

    [Theory]
    [InlineData("""{ "policy": "coding-assistant" }""")]
    [InlineData("""{ "policy": "coding-assistant", "prompt": "x", "messages": [] }""")]
    [InlineData("""{ "policy": "coding-assistant", "promt": "x" }""")]
    [InlineData("""{ "policy": "coding-assistant", "prompt": 1 }""")]
    [InlineData("""{ "prompt": "x" }""")]
    [InlineData("""{ "policy": "coding-assistant", "prompt": "x", "deadlineMs": 0 }""")]
    [InlineData("""{ "policy": "coding-assistant", "prompt": "x", "maxOutputTokens": 1.5 }""")]
    [InlineData("""{ "policy": "coding-assistant", "prompt": "x", "task": "cooking" }""")]
    [InlineData("""{ "policy": "coding-assistant", "prompt": "x", "attempts": [ { "endpoint": "a/b" } ] }""")]
    [InlineData("""{ "policy": "coding-assistant", "prompt": "x", "session": { "cachedTokens": { "a/b": -1 } } }""")]
    [InlineData("""{ "policy": "coding-assistant", "prompt": "x", "attributes": { "sensitivity": { } } }""")]
    public async Task The_schema_rejects_what_the_service_rejects(string request)
    {
        var requests = await JsonSchema.FromJsonAsync(DocumentSchema.TextOf("decision-request"));
        var problems = await JsonSchema.FromJsonAsync(DocumentSchema.TextOf("problem"));

        var answer = await shipped.Running.Decide(request);

        Assert.Equal(System.Net.HttpStatusCode.BadRequest, answer.Status);
        Assert.NotEmpty(requests.Validate(request));
        Assert.Empty(problems.Validate(answer.Text));
    }

    [Fact]
    public async Task The_OpenAPI_document_contains_the_schemas()
    {
        using var policies = new SmallPolicies();
        await using var service = await RunningService.Start(policies.Path);

        var document = (await service.Get("/openapi/v1.json")).Json;
        var decide = document.GetProperty("paths").GetProperty("/v1/decisions").GetProperty("post");

        Assert.Equal(
            "#/components/schemas/DecisionRequest",
            decide.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema").GetProperty("$ref").GetString());
        Assert.Equal(
            "#/components/schemas/DecisionResponse",
            decide.GetProperty("responses").GetProperty("200").GetProperty("content").GetProperty("application/json")
                .GetProperty("schema").GetProperty("$ref").GetString());
        foreach (var (component, schema) in new[] { ("DecisionRequest", "decision-request"), ("DecisionResponse", "decision-response"), ("Problem", "problem") })
        {
            using var file = JsonDocument.Parse(DocumentSchema.TextOf(schema));
            var described = document.GetProperty("components").GetProperty("schemas").GetProperty(component);
            Assert.Equal(Described(file.RootElement), Described(described));
        }
    }

    [Fact]
    public async Task Every_operation_has_a_summary_and_every_response_a_schema()
    {
        using var policies = new SmallPolicies();
        await using var service = await RunningService.Start(policies.Path);

        foreach (var path in (await service.Get("/openapi/v1.json")).Json.GetProperty("paths").EnumerateObject())
        {
            foreach (var operation in path.Value.EnumerateObject())
            {
                Assert.True(operation.Value.TryGetProperty("summary", out _), path.Name);
                Assert.All(operation.Value.GetProperty("responses").EnumerateObject(), response =>
                    Assert.True(
                        response.Value.TryGetProperty("content", out var content)
                            && content.EnumerateObject().All(type => type.Value.GetProperty("schema").EnumerateObject().Any()),
                        $"{path.Name} {response.Name}"));
            }
        }
    }

    [Fact]
    public async Task Serves_the_reference_page()
    {
        using var policies = new SmallPolicies();
        await using var service = await RunningService.Start(policies.Path);

        var page = await service.Get("/reference/");

        Assert.Equal("text/html", page.Type);
        Assert.Contains("openapi/v1.json", page.Text, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Pointers(JsonElement element, string pointer) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject()
            .SelectMany(
                property => Pointers(
                    property.Value,
                    $"{pointer}/{property.Name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}"))
            .Prepend(pointer),
        JsonValueKind.Array => element.EnumerateArray()
            .SelectMany((item, index) => item.ValueKind is JsonValueKind.Object ? Pointers(item, $"{pointer}/{index}") : [])
            .Prepend(pointer),
        _ => [pointer],
    };

    private static string[] Described(JsonElement schema) => [.. Descriptions(schema, "").Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Descriptions(JsonElement schema, string at)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            yield break;
        }

        if (schema.TryGetProperty("description", out var description) && description.ValueKind == JsonValueKind.String)
        {
            yield return $"{at}: {description.GetString()}";
        }

        foreach (var property in schema.EnumerateObject().Where(property => property.Name is not ("examples" or "description")))
        {
            foreach (var inner in Descriptions(property.Value, $"{at}/{property.Name}"))
            {
                yield return inner;
            }
        }
    }
}
