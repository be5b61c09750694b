using System.Net;
using RulesRouter.Gateway.Tests.Mock;

namespace RulesRouter.Gateway.Tests.Serving;

/// <summary>Whole answers that their client could not use.</summary>
public sealed class AnswerUsabilityTests
{
    private const string ChatTool =
        ""","tools":[{"type":"function","function":{"name":"read","parameters":{}}},{"type":"custom","custom":{"name":"patch"}}]""";

    private const string MessagesTool = ""","tools":[{"name":"read","input_schema":{"type":"object"}}]""";

    private const string ResponsesTool = ""","tools":[{"type":"function","name":"read","parameters":{"type":"object"}}]""";

    private const string ChatSchema = ""","response_format":{"type":"json_schema","json_schema":{"name":"x","schema":{"type":"object"}}}""";

    private const string ResponsesSchema = ""","text":{"format":{"type":"json_schema","name":"x","schema":{"type":"object"}}}""";

    private const string MessagesSchema = ""","output_config":{"format":{"type":"json_schema","schema":{"type":"object"}}}""";

    private const string NoJson = "the request requires JSON, and the answer is none";

    /// <summary>Dialect, further fields of the request, the answer, and what is wrong with it.</summary>
    public static TheoryData<string, string, string, string?> Cases() => new()
    {
        { "openai-chat", ChatTool, ChatCall("read", """{\"a\":1}"""), null },
        { "openai-chat", ChatTool, ChatCall("read", ""), null },
        { "openai-chat", ChatTool, ChatCall("read", """{\"a\":"""), "the arguments for tool `read` are not a JSON object" },
        { "openai-chat", ChatTool, ChatCall("read", "[1]"), "the arguments for tool `read` are not a JSON object" },
        { "openai-chat", ChatTool, ChatCall("read", """{\"a\":\"\ud800"""), "the arguments for tool `read` are not a JSON object" },
        { "openai-chat", ChatTool, ChatCall("patch", "any text"), null },
        { "openai-chat", ChatTool, ChatCall("write", "{}"), "tool `write` was not offered" },
        { "openai-chat", "", ChatCall("read", "{}"), "tool `read` was not offered" },
        { "openai-chat", ""","brand_new":1""", ChatCall("read", "{}"), null },
        { "openai-chat", ChatSchema, Chat("""{\"a\":1}"""), null },
        { "openai-chat", ChatSchema, Chat("Sure! Here is JSON"), NoJson },
        { "openai-chat", ChatSchema, Chat("""```json\n{\"a\":1}\n```"""), NoJson },
        {
            "openai-chat", ""","response_format":{"type":"json_object"}""", Chat("[1]"),
            "the request requires a JSON object, and the answer is none"
        },
        { "openai-chat", ""","response_format":{"type":"json_object"}""", Chat("{}"), null },
        { "openai-chat", ""","response_format":{"type":"text"}""", Chat("no JSON"), null },
        { "openai-chat", "", Chat(""), "the answer is empty" },
        { "openai-responses", ResponsesTool, ResponsesCall("read", "{}"), null },
        { "openai-responses", ResponsesTool, ResponsesCall("read", "{"), "the arguments for tool `read` are not a JSON object" },
        { "openai-responses", ResponsesTool, ResponsesCall("other", "{}"), "tool `other` was not offered" },
        { "openai-responses", ResponsesSchema, Responses("no JSON"), NoJson },
        { "openai-responses", ResponsesSchema, Responses("""{\"a\":1}"""), null },
        { "anthropic-messages", MessagesTool, MessagesCall("read", "{}"), null },
        { "anthropic-messages", MessagesTool, MessagesCall("read", "\"{\""), "the arguments for tool `read` are not a JSON object" },
        { "anthropic-messages", MessagesTool, MessagesCall("other", "{}"), "tool `other` was not offered" },
        { "anthropic-messages", MessagesSchema, Messages("no JSON"), NoJson },
        { "anthropic-messages", MessagesSchema, Messages("""{\"a\":1}"""), null },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Answer_that_its_client_cannot_use_leads_on_where_listed(string dialect, string fields, string body, string? fault)
    {
        await using var listed = await RunningGateway.Start([dialect, dialect], on: "rejected-output");
        await using var unlisted = await RunningGateway.Start(dialect, dialect);
        listed.Upstreams[0].Then(MockAnswers.Fails(200, body));
        listed.Upstreams[1].Otherwise = MockAnswers.Fails(200, Good(dialect));
        unlisted.Upstreams[0].Then(MockAnswers.Fails(200, body));

        var next = await Ask(listed, dialect, fields);
        var passed = await Ask(unlisted, dialect, fields);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (next.Status, passed.Status));
        Assert.Equal(fault is null ? ["p0/m0"] : ["p0/m0 rejected-output", "p1/m1"], next.Hops);
        Assert.Equal(["p0/m0"], passed.Hops);
        Assert.Equal(fault, Rejected(next));
        Assert.Equal(fault, Rejected(passed));
        Assert.StartsWith(body[..20], passed.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rejected_answer_is_passed_on_when_no_later_hop_gives_a_better_one()
    {
        await using var gateway = await RunningGateway.Start(["openai-chat", "openai-chat"], on: "rejected-output");
        gateway.Upstreams[0].Then(MockAnswers.Fails(200, Chat("first")));
        gateway.Upstreams[1].Then(MockAnswers.Fails(200, Chat("second")));

        var answer = await Ask(gateway, "openai-chat", ChatSchema);

        Assert.Equal(["p0/m0 rejected-output", "p1/m1"], answer.Hops);
        Assert.Contains("second", answer.Body, StringComparison.Ordinal);
        Assert.All(
            answer.Extension.GetProperty("hops").EnumerateArray(),
            hop => Assert.Equal(NoJson, hop.GetProperty("rejected").GetString()));
    }

    private static string? Rejected(RunningGateway.Answer answer) =>
        answer.Extension.GetProperty("hops")[0].TryGetProperty("rejected", out var why) ? why.GetString() : null;

    private static Task<RunningGateway.Answer> Ask(RunningGateway gateway, string dialect, string fields) => dialect switch
    {
        "openai-chat" => gateway.Post(
            "/openai/v1/chat/completions", $$$"""{"model":"policy/all","messages":[{"role":"user","content":"hi"}]{{{fields}}}}"""),
        "openai-responses" => gateway.Post("/openai/v1/responses", $$$"""{"model":"policy/all","input":"hi"{{{fields}}}}"""),
        _ => gateway.Post(
            "/anthropic/v1/messages",
            $$$"""{"model":"policy/all","max_tokens":50,"messages":[{"role":"user","content":"hi"}]{{{fields}}}}"""),
    };

    /// <summary>An answer that is right for every request here: an object, and no call.</summary>
    private static string Good(string dialect) => dialect switch
    {
        "openai-chat" => Chat("{}"),
        "openai-responses" => Responses("{}"),
        _ => Messages("{}"),
    };

    private static string Chat(string text) => ChatMessage($"\"content\":\"{text}\"", "stop");

    private static string ChatCall(string name, string arguments) => ChatMessage(
        name == "patch"
            ? $$$"""
                "content":null,"tool_calls":[{"id":"c","type":"custom","custom":{"name":"{{{name}}}","input":"{{{arguments}}}"}}]
                """
            : $$$"""
                "content":null,"tool_calls":[{"id":"c","type":"function","function":{"name":"{{{name}}}","arguments":"{{{arguments}}}"}}]
                """,
        "tool_calls");

    private static string ChatMessage(string fields, string finish) =>
        $$$"""{"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"mock","choices":[{"index":0,"message":{"role":"assistant",{{{fields}}}},"finish_reason":"{{{finish}}}"}]}""";

    private static string Responses(string text) => ResponsesItem(
        $$$"""{"id":"m","type":"message","role":"assistant","status":"completed","content":[{"type":"output_text","text":"{{{text}}}","annotations":[]}]}""");

    private static string ResponsesCall(string name, string arguments) => ResponsesItem(
        $$$"""{"id":"f","type":"function_call","call_id":"c","name":"{{{name}}}","arguments":"{{{arguments}}}","status":"completed"}""");

    private static string ResponsesItem(string item) =>
        $$$"""{"id":"resp_1","object":"response","created_at":1,"status":"completed","model":"mock","output":[{{{item}}}]}""";

    private static string Messages(string text) => MessagesBlock($$$"""{"type":"text","text":"{{{text}}}"}""", "end_turn");

    private static string MessagesCall(string name, string input) =>
        MessagesBlock($$$"""{"type":"tool_use","id":"t","name":"{{{name}}}","input":{{{input}}}}""", "tool_use");

    private static string MessagesBlock(string block, string stop) =>
        $$$"""{"id":"msg_1","type":"message","role":"assistant","model":"mock","content":[{{{block}}}],"stop_reason":"{{{stop}}}","usage":{"input_tokens":7,"output_tokens":3}}""";
}
