using System.Text.Json.Nodes;

namespace RulesRouter.Service.Tests.Endpoints;

/// <summary>Conversations as clients send them, at the decision API.</summary>
public sealed class ConversationTests(ShippedService shipped) : IClassFixture<ShippedService>
{
    private const string Refactoring =
        "Refactor this class into smaller classes without changing behaviour, and keep its public interface:\\nclass A { void B() { } }";

    private const string First = $$"""{"role":"user","content":"{{Refactoring}}"}""";

    public static TheoryData<string> Continuations =>
    [
        """{"role":"assistant","content":"Here is my plan."},{"role":"user","content":"ok do it"}""",
        """{"role":"assistant","content":"Voici mon plan."},{"role":"user","content":"oui, vas-y"}""",
        """{"role":"assistant","content":"I run it."},{"role":"user","content":"Tool result: Error: the test fails with a NullReferenceException"}""",
        """{"role":"assistant","content":[{"type":"tool_use","id":"t","name":"Bash","input":{}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"t","is_error":true,"content":"NullReferenceException"}]}""",
        """{"role":"assistant","content":null,"tool_calls":[{"id":"t","type":"function","function":{"name":"run","arguments":"{}"}}]},{"role":"tool","tool_call_id":"t","content":"NullReferenceException"}""",
        """{"role":"assistant","content":"Done."},{"role":"user","content":"<system-reminder>\nThe user opened a file.\n</system-reminder>"}""",
    ];

    [Theory]
    [MemberData(nameof(Continuations))]
    public async Task A_task_persists_until_a_new_request_replaces_it(string continuation)
    {
        var alone = await Classification($$"""{"policy":"coding-assistant","messages":[{{First}}]}""");
        var continued = await Classification($$"""{"policy":"coding-assistant","messages":[{{First}},{{continuation}}]}""");

        Assert.Equal("0", continued["message"]!.ToJsonString());
        Assert.Equal(alone["task"]?.ToJsonString(), continued["task"]?.ToJsonString());
        Assert.Equal(alone["complexity"]?.ToJsonString(), continued["complexity"]?.ToJsonString());
    }

    [Fact]
    public async Task The_reasons_name_the_message_that_is_classified()
    {
        var answer = await shipped.Running.Decide(
            $$"""{"policy":"coding-assistant","messages":[{{First}},{"role":"assistant","content":"My plan."},{"role":"user","content":"yes please"}]}""");

        Assert.Contains(
            "classified message 1 of 3, the last request of the user",
            answer.Json.GetProperty("reasons").EnumerateArray().Select(reason => reason.GetString()));
    }

    [Fact]
    public async Task Steps_are_facts()
    {
        var answer = await shipped.Running.Decide(
            $$$"""{"policy":"coding-assistant","explain":true,"model":"m","messages":[{{{First}}},{"role":"assistant","content":[{"type":"tool_use","id":"t","name":"Edit","input":{"file_path":"a.cs"}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"t","is_error":true,"content":"no match"}]}],"attempts":[{"endpoint":"deepseek/deepseek-v4-flash","failed":"rejected-output","turns":4,"testsPassed":1,"testsFailed":2,"toolErrors":3}]}""");

        var facts = answer.Json.GetProperty("trace").GetProperty("facts").EnumerateArray()
            .ToDictionary(fact => fact.GetProperty("name").GetString()!, fact => fact.GetProperty("value").ToString());
        Assert.Equal(
            ("\"retry\"", "1", "1", "1", "\"m\"", "4", "2"),
            (
                facts["step"],
                facts["turns"],
                facts["toolFailures"],
                facts["filesTouched"],
                facts["requestedModel"],
                facts["attempts.turns"],
                facts["attempts.testsFailed"]));
    }

    [Fact]
    public async Task An_image_needs_vision_and_tools_need_tools()
    {
        const string Body =
            """{"policy":"coding-assistant","max_tokens":100,"explain":true,"messages":[{"role":"user","content":[{"type":"text","text":"what is this?"},{"type":"image","source":{"type":"url","url":"https://example.com/a.png"}}]}],"tools":[{"name":"f","input_schema":{}}],"needs":{"tools":false}}""";

        var answer = await shipped.Running.Decide(Body);

        Assert.Equal(
            ["tools", "vision"],
            answer.Json.GetProperty("constraints").GetProperty("capabilities").GetProperty("value").EnumerateArray()
                .Select(need => need.GetString()));
    }

    private async Task<JsonObject> Classification(string request) =>
        JsonNode.Parse((await shipped.Running.Decide(request)).Json.GetProperty("classification").GetRawText())!.AsObject();
}
