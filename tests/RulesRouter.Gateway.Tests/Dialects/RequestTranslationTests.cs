using System.Text.Json.Nodes;
using RulesRouter.Catalog;
using RulesRouter.Gateway.Dialects;
using RulesRouter.Gateway.Dialects.Requests;

namespace RulesRouter.Gateway.Tests.Dialects;

/// <summary>Requests, as an upstream of another dialect gets them.</summary>
public sealed class RequestTranslationTests
{
    [Fact]
    public void Claude_code_turn_becomes_chat_messages() => AssertSent(
        ApiDialect.AnthropicMessages,
        ApiDialect.OpenaiChat,
        """
        {"model":"policy/x","max_tokens":500,"stream":true,"metadata":{"user_id":"u"},"context_management":{"edits":[]},
         "thinking":{"type":"adaptive"},"output_config":{"effort":"max"},
         "system":[{"type":"text","text":"x-anthropic-billing-header: cc_version=2"},
                   {"type":"text","text":"Be brief.","cache_control":{"type":"ephemeral"}}],
         "tools":[{"name":"Read","description":"Reads.","input_schema":{"type":"object","properties":{"p":{"type":"string"}}}}],
         "tool_choice":{"type":"any","disable_parallel_tool_use":true},
         "messages":[
          {"role":"user","content":"hello"},
          {"role":"assistant","content":[{"type":"thinking","thinking":"t","signature":"s"},{"type":"text","text":"I look."},
            {"type":"tool_use","id":"a","name":"Read","input":{"p":"x"}},{"type":"tool_use","id":"b","name":"Read","input":{}}]},
          {"role":"user","content":[{"type":"tool_result","tool_use_id":"a","content":[{"type":"text","text":"one"},{"type":"text","text":"two"}]},
            {"type":"tool_result","tool_use_id":"b","is_error":true,"content":"no"},{"type":"text","text":"go on"}]},
          {"role":"system","content":"Remember."}]}
        """,
        """
        {"model":"wire-model","messages":[
          {"role":"system","content":"Be brief."},
          {"role":"user","content":"hello"},
          {"role":"assistant","content":"I look.","tool_calls":[
            {"id":"a","type":"function","function":{"name":"Read","arguments":"{\"p\":\"x\"}"}},
            {"id":"b","type":"function","function":{"name":"Read","arguments":"{}"}}]},
          {"role":"tool","tool_call_id":"a","content":"onetwo"},
          {"role":"tool","tool_call_id":"b","content":"no"},
          {"role":"user","content":"go on"},
          {"role":"system","content":"Remember."}],
         "max_completion_tokens":500,
         "tools":[{"type":"function","function":{"name":"Read","description":"Reads.",
           "parameters":{"type":"object","properties":{"p":{"type":"string"}}}}}],
         "tool_choice":"required","parallel_tool_calls":false,
         "reasoning_effort":"xhigh","stream":true,"stream_options":{"include_usage":true}}
        """,
        "context-management, labels, cache-control, tool-error-flag, reasoning-history");

    [Fact]
    public void Codex_turn_becomes_messages() => AssertSent(
        ApiDialect.OpenaiResponses,
        ApiDialect.AnthropicMessages,
        """
        {"model":"gpt-5","stream":true,"store":false,"include":["reasoning.encrypted_content"],"prompt_cache_key":"k",
         "instructions":"You code.","parallel_tool_calls":true,"tool_choice":"auto","reasoning":{"summary":"auto"},"client_metadata":{"a":"b"},
         "tools":[{"type":"function","name":"shell","description":"Runs.","strict":false,"parameters":{"type":"object","properties":{}}},
           {"type":"custom","name":"apply_patch","description":"Edits.","format":{"type":"grammar","syntax":"lark","definition":"start: x"}},
           {"type":"namespace","name":"agents","tools":[]},{"type":"web_search"}],
         "input":[
          {"type":"message","role":"developer","content":[{"type":"input_text","text":"Sandboxed."}]},
          {"type":"message","role":"user","content":[{"type":"input_text","text":"fix it"},{"type":"input_image","image_url":"data:image/png;base64,aGk="}]},
          {"type":"reasoning","summary":[],"encrypted_content":"zzz"},
          {"type":"function_call","call_id":"c1","name":"shell","arguments":""},
          {"type":"custom_tool_call","call_id":"c2","name":"apply_patch","input":"*** Begin"},
          {"type":"function_call_output","call_id":"c1","output":"ok"},
          {"type":"custom_tool_call_output","call_id":"c2","output":"done"}]}
        """,
        """
        {"model":"wire-model","max_tokens":4096,
         "system":[{"type":"text","text":"You code."},{"type":"text","text":"Sandboxed.","cache_control":{"type":"ephemeral"}}],
         "messages":[
          {"role":"user","content":[{"type":"text","text":"fix it"},
            {"type":"image","source":{"type":"base64","media_type":"image/png","data":"aGk="}}]},
          {"role":"assistant","content":[{"type":"tool_use","id":"c1","name":"shell","input":{}},
            {"type":"tool_use","id":"c2","name":"apply_patch","input":{"input":"*** Begin"}}]},
          {"role":"user","content":[{"type":"tool_result","tool_use_id":"c1","content":"ok"},
            {"type":"tool_result","tool_use_id":"c2","content":"done","cache_control":{"type":"ephemeral"}}]}],
         "tools":[{"name":"shell","description":"Runs.","input_schema":{"type":"object","properties":{}}},
           {"name":"apply_patch","description":"Edits.\n\nThe input follows this lark grammar:\nstart: x",
            "input_schema":{"type":"object","properties":{"input":{"type":"string"}},"required":["input"],"additionalProperties":false}}],
         "tool_choice":{"type":"auto"},"stream":true}
        """,
        "web-search-beside-tools, tool-namespaces, labels, cache-key, additional-output, reasoning-history");

    [Fact]
    public void Chat_request_becomes_responses_that_the_vendor_does_not_store() => AssertSent(
        ApiDialect.OpenaiChat,
        ApiDialect.OpenaiResponses,
        """
        {"model":"m","max_tokens":100,"temperature":0.5,"top_p":0.9,"seed":1,"n":2,"stop":"END","presence_penalty":0.5,
         "response_format":{"type":"json_schema","json_schema":{"name":"answer","strict":true,"schema":{"type":"object"}}},
         "reasoning_effort":"low","verbosity":"low","prompt_cache_key":"k",
         "tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object"}}}],
         "tool_choice":{"type":"function","function":{"name":"f"}},
         "messages":[{"role":"system","content":"S"},{"role":"developer","content":"D"},
          {"role":"user","content":[{"type":"text","text":"look"},{"type":"image_url","image_url":{"url":"https://x/y.png","detail":"high"}},
            {"type":"file","file":{"file_id":"file-1"}}]},
          {"role":"assistant","content":null,"refusal":"No."},
          {"role":"user","content":"why"}]}
        """,
        """
        {"model":"wire-model","instructions":"S","input":[
          {"type":"message","role":"developer","content":[{"type":"input_text","text":"D"}]},
          {"type":"message","role":"user","content":[{"type":"input_text","text":"look"},
            {"type":"input_image","image_url":"https://x/y.png","detail":"high"},{"type":"input_file","file_id":"file-1"}]},
          {"type":"message","role":"assistant","content":[{"type":"refusal","refusal":"No."}]},
          {"type":"message","role":"user","content":[{"type":"input_text","text":"why"}]}],
         "max_output_tokens":100,"temperature":0.5,"top_p":0.9,
         "tools":[{"type":"function","name":"f","parameters":{"type":"object"},"strict":false}],
         "tool_choice":{"type":"function","name":"f"},
         "text":{"verbosity":"low","format":{"type":"json_schema","name":"answer","schema":{"type":"object"},"strict":true}},
         "reasoning":{"effort":"low"},"prompt_cache_key":"k","store":false,"stream":false}
        """,
        "several-answers, penalties, seed, stop-sequences");

    [Theory]
    [InlineData("claude-sonnet-4-5-20250929", """{"thinking":{"type":"enabled","budget_tokens":8192},"output_config":null}""")]
    [InlineData("anthropic.claude-3-7-sonnet-20250219", """{"thinking":{"type":"enabled","budget_tokens":8192},"output_config":null}""")]
    [InlineData("claude-opus-4-7", """{"thinking":{"type":"adaptive"},"output_config":{"effort":"medium"}}""")]
    [InlineData("deepseek-chat", """{"thinking":{"type":"enabled","budget_tokens":8192},"output_config":null}""")]
    public void Effort_becomes_what_the_model_takes(string model, string expected)
    {
        var sent = Sent(
            ApiDialect.OpenaiChat,
            ApiDialect.AnthropicMessages,
            """{"model":"m","max_tokens":20000,"temperature":0.2,"reasoning_effort":"medium","messages":[{"role":"user","content":"x"}]}""",
            Exchange.Target with { WireModel = model });
        var thinking = new JsonObject
        {
            ["thinking"] = sent["thinking"]?.DeepClone(),
            ["output_config"] = sent["output_config"]?.DeepClone(),
        };

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), thinking), thinking.ToJsonString());
        Assert.Null(sent["temperature"]);
    }

    [Theory]
    [InlineData(""" "tool_choice":"required" """)]
    [InlineData(""" "max_tokens":1000 """)]
    public void Thinking_is_left_out_where_the_vendor_would_reject_it(string field) => Assert.Null(Sent(
        ApiDialect.OpenaiChat,
        ApiDialect.AnthropicMessages,
        $$$"""
        {"model":"m",{{{field}}},"reasoning_effort":"high","messages":[{"role":"user","content":"x"}],
         "tools":[{"type":"function","function":{"name":"f"}}]}
        """)["thinking"]);

    [Fact]
    public void Effort_is_left_out_where_the_model_does_not_reason() => Assert.Null(Sent(
        ApiDialect.AnthropicMessages,
        ApiDialect.OpenaiChat,
        """{"model":"m","max_tokens":9,"thinking":{"type":"enabled","budget_tokens":5000},"messages":[{"role":"user","content":"x"}]}""",
        Exchange.Target with { Reasons = false })["reasoning_effort"]);

    [Theory]
    [InlineData(null, 300, 300)]
    [InlineData(200, 300, 200)]
    [InlineData(400, 300, 300)]
    [InlineData(400, null, 400)]
    public void Maximum_is_the_clients_and_at_most_the_decisions(int? asked, int? cap, int sent)
    {
        var field = asked is null ? "" : $"\"max_tokens\":{asked},";
        var body = $$"""{"model":"m",{{field}}"messages":[{"role":"user","content":"x"}]}""";

        var messages = Sent(ApiDialect.OpenaiChat, ApiDialect.AnthropicMessages, body, Exchange.Target with { MaxOutputTokens = cap });

        Assert.Equal(sent, (int?)messages["max_tokens"]);
    }

    [Fact]
    public void Only_allowed_tools_are_sent()
    {
        var sent = Sent(
            ApiDialect.OpenaiResponses,
            ApiDialect.AnthropicMessages,
            """
            {"model":"m","input":"x","tools":[{"type":"function","name":"a","parameters":{}},{"type":"function","name":"b","parameters":{}}],
             "tool_choice":{"type":"allowed_tools","mode":"required","tools":[{"type":"function","name":"b"}]}}
            """);

        Assert.Equal(
            """[{"name":"b","input_schema":{"type":"object"}}] {"type":"any"}""",
            $"{sent["tools"]!.ToJsonString()} {sent["tool_choice"]!.ToJsonString()}");
    }

    [Fact]
    public void Call_ids_have_the_characters_that_messages_take()
    {
        var sent = Sent(
            ApiDialect.OpenaiChat,
            ApiDialect.AnthropicMessages,
            """
            {"model":"m","messages":[{"role":"user","content":"x"},
             {"role":"assistant","tool_calls":[{"id":"functions.f:0","type":"function","function":{"name":"f","arguments":"{\"cut"}}]},
             {"role":"tool","tool_call_id":"functions.f:0","content":"y"}]}
            """);

        Assert.Equal(
            """[{"type":"tool_use","id":"functions_f_0","name":"f","input":{"_unparsed":"{\u0022cut"}}]""",
            sent["messages"]![1]!["content"]!.ToJsonString());
        Assert.Equal("functions_f_0", (string?)sent["messages"]![2]!["content"]![0]!["tool_use_id"]);
    }

    [Fact]
    public void Legacy_functions_become_tools()
    {
        var sent = Sent(
            ApiDialect.OpenaiChat,
            ApiDialect.AnthropicMessages,
            """
            {"model":"m","functions":[{"name":"f","parameters":{"type":"object"}}],"function_call":{"name":"f"},"messages":[
             {"role":"user","content":"x"},{"role":"assistant","content":null,"function_call":{"name":"f","arguments":"{}"}},
             {"role":"function","name":"f","content":"1"}]}
            """);

        Assert.Equal("f", (string?)sent["tools"]![0]!["name"]);
        Assert.Equal("""{"type":"tool","name":"f"}""", sent["tool_choice"]!.ToJsonString());
        Assert.Equal(
            (string?)sent["messages"]![1]!["content"]![0]!["id"],
            (string?)sent["messages"]![2]!["content"]![0]!["tool_use_id"]);
    }

    [Fact]
    public void Documents_of_messages_become_files_and_texts()
    {
        const string Body = """
            {"model":"m","max_tokens":9,"messages":[{"role":"user","content":[
             {"type":"document","title":"a.pdf","source":{"type":"base64","media_type":"application/pdf","data":"aGk="}},
             {"type":"document","source":{"type":"text","media_type":"text/plain","data":"plain"}}]}]}
            """;

        Assert.Equal(
            """[{"type":"file","file":{"file_data":"data:application/pdf;base64,aGk=","filename":"a.pdf"}},{"type":"text","text":"plain"}]""",
            Sent(ApiDialect.AnthropicMessages, ApiDialect.OpenaiChat, Body)["messages"]![0]!["content"]!.ToJsonString());
        Assert.Equal(
            """[{"type":"input_file","filename":"a.pdf","file_data":"data:application/pdf;base64,aGk="},{"type":"input_text","text":"plain"}]""",
            Sent(ApiDialect.AnthropicMessages, ApiDialect.OpenaiResponses, Body)["input"]![0]!["content"]!.ToJsonString());
    }

    [Theory]
    [InlineData(ApiDialect.OpenaiResponses, """{"input":"x","previous_response_id":"r"}""", "server-state")]
    [InlineData(ApiDialect.OpenaiResponses, """{"input":"x","conversation":"c"}""", "server-state")]
    [InlineData(ApiDialect.OpenaiResponses, """{"input":"x","background":true}""", "server-state")]
    [InlineData(ApiDialect.OpenaiResponses, """{"input":"x","store":true}""", "stored")]
    [InlineData(ApiDialect.OpenaiResponses, """{"input":"x","tools":[{"type":"file_search"}]}""", "server-tools")]
    [InlineData(ApiDialect.OpenaiResponses, """{"input":"x","tools":[{"type":"web_search"}]}""", "server-tools")]
    [InlineData(ApiDialect.OpenaiResponses, """{"input":"x","tools":[{"type":"local_shell"}]}""", "vendor-client-tools")]
    [InlineData(ApiDialect.OpenaiResponses, """{"input":[{"type":"item_reference","id":"i"}]}""", "server-state")]
    [InlineData(ApiDialect.OpenaiResponses, """{"input":[{"type":"mcp_call"}]}""", "server-tool-history")]
    [InlineData(ApiDialect.OpenaiResponses, """{"input":"x","new_field":1}""", "unknown-field")]
    [InlineData(ApiDialect.OpenaiChat, """{"messages":[{"role":"user","content":[{"type":"video"}]}]}""", "unknown-part")]
    [InlineData(ApiDialect.OpenaiChat, """{"messages":[],"modalities":["text","audio"]}""", "audio-output")]
    [InlineData(ApiDialect.OpenaiChat, """{"messages":[],"logprobs":true}""", "log-probabilities")]
    [InlineData(ApiDialect.OpenaiChat, """{"messages":[],"web_search_options":{}}""", "server-tools")]
    public void Request_that_messages_cannot_express_excludes_them(ApiDialect client, string body, string features)
    {
        var request = ClientRequest.Read(System.Text.Encoding.UTF8.GetBytes(body), client);

        Assert.Equal(features, request.Excluding(ApiDialect.AnthropicMessages).ToString());
        Assert.True(request.Excluding(client).IsEmpty);
        Assert.Throws<ArgumentException>(() => request.For(ApiDialect.AnthropicMessages, Exchange.Target));
    }

    [Theory]
    [InlineData("""{"messages":[],"tools":[{"type":"web_search_20250305","name":"web_search"}]}""", "server-tools")]
    [InlineData("""{"messages":[],"tools":[{"type":"bash_20250124","name":"bash"}]}""", "vendor-client-tools")]
    [InlineData("""{"messages":[],"mcp_servers":[{}]}""", "server-tools")]
    [InlineData("""{"messages":[],"container":"c"}""", "containers")]
    [InlineData("""{"messages":[],"inference_geo":"us"}""", "processing-region")]
    [InlineData("""{"messages":[{"role":"assistant","content":[{"type":"server_tool_use"}]}]}""", "server-tool-history")]
    [InlineData("""{"messages":[{"role":"user","content":[{"type":"image","source":{"type":"file","file_id":"f"}}]}]}""", "image-files")]
    [InlineData("""{"messages":[],"stop_sequences":["a","b","c","d","e"]}""", "many-stop-sequences")]
    public void Request_that_chat_cannot_express_excludes_it(string body, string features)
    {
        var request = ClientRequest.Read(System.Text.Encoding.UTF8.GetBytes(body), ApiDialect.AnthropicMessages);

        Assert.Equal(features, request.Excluding(ApiDialect.OpenaiChat).ToString());
    }

    private static void AssertSent(ApiDialect client, ApiDialect upstream, string body, string expected, string dropped)
    {
        var exchange = Exchange.Of(client, upstream, body);

        Assert.Equal(JsonNode.Parse(expected)!.ToJsonString(), JsonNode.Parse(exchange.Sent)!.ToJsonString());
        Assert.Equal(dropped, exchange.Dropped);
    }

    private static JsonNode Sent(ApiDialect client, ApiDialect upstream, string body, UpstreamTarget? target = null) =>
        JsonNode.Parse(Exchange.Of(client, upstream, body, target).Sent)!;
}
