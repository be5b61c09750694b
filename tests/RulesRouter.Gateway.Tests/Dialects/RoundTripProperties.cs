using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using RulesRouter.Catalog;
using RulesRouter.Gateway.Tests.Dialects.Viewing;

namespace RulesRouter.Gateway.Tests.Dialects;

/// <summary>What goes to another dialect and back is the same.</summary>
public sealed class RoundTripProperties
{
    private static readonly string[] Texts = ["a", "Zwölf Boxkämpfer", "猫と🐈‍⬛", "line\nbreak \"quoted\" \\ slash", "<tag>", " ", "{\"json\":1}"];

    private static readonly string[] Arguments =
        ["{}", """{"a":1}""", """{"path":"x/é","deep":{"list":[1,2.5,null,true]}}""", """{"s":"}]\"{["}"""];

    private static readonly (ApiDialect From, ApiDialect Through)[] Directions =
    [
        (ApiDialect.OpenaiChat, ApiDialect.AnthropicMessages),
        (ApiDialect.OpenaiChat, ApiDialect.OpenaiResponses),
        (ApiDialect.OpenaiResponses, ApiDialect.OpenaiChat),
        (ApiDialect.OpenaiResponses, ApiDialect.AnthropicMessages),
        (ApiDialect.AnthropicMessages, ApiDialect.OpenaiChat),
        (ApiDialect.AnthropicMessages, ApiDialect.OpenaiResponses),
    ];

    [Property(MaxTest = 200)]
    public Property Requests_come_back_with_messages_tools_and_choice() => Prop.ForAll(
        ChatRequests().ToArbitrary(),
        Gen.Elements(Directions).ToArbitrary(),
        (chat, direction) =>
        {
            var start = direction.From == ApiDialect.OpenaiChat ? chat : Exchange.Of(ApiDialect.OpenaiChat, direction.From, chat).Sent;
            var there = Exchange.Of(direction.From, direction.Through, start).Sent;
            var back = Exchange.Of(direction.Through, direction.From, there).Sent;

            return (Conversation(start) == Conversation(back)).Label($"{start}\n{there}\n{back}");
        });

    [Property(MaxTest = 200)]
    public Property Streams_come_back_with_all_that_they_say() => Prop.ForAll(
        ChatStreams().ToArbitrary(),
        Gen.Elements(ApiDialect.AnthropicMessages, ApiDialect.OpenaiResponses).ToArbitrary(),
        Gen.Choose(1, 300).ToArbitrary(),
        (stream, through, chunk) =>
        {
            var sent = ChatView.Stream(Encoding.UTF8.GetBytes(stream));
            var there = Exchange.Of(through, ApiDialect.OpenaiChat);
            var seen = there.View(stream, chunk);
            var back = Exchange.Of(ApiDialect.OpenaiChat, through).View(there.Received, chunk);

            var isSame = seen.Breaches.Count == 0 && back.Breaches.Count == 0 && back.IsFinished && Same(sent.Answer!, back.Answer!);
            return isSame.Label($"{stream}\n{there.Received}\n{string.Join('\n', seen.Breaches)}");
        });

    private static bool Same(ViewedAnswer sent, ViewedAnswer back) =>
        (sent.Text, sent.Reasoning, sent.Usage, sent.Id) == (back.Text, back.Reasoning, back.Usage, back.Id)
        && sent.Calls.SequenceEqual(back.Calls)
        && (sent.Finish == back.Finish || (sent.Calls.Count > 0 && back.Finish == "tool"));

    /// <summary>What a request says, without its settings.</summary>
    private static string Conversation(string body)
    {
        var fields = JsonNode.Parse(body)!;
        string[] names = ["system", "instructions", "messages", "input", "tools", "tool_choice", "max_completion_tokens"];
        return string.Join('\n', names.Select(name => $"{name}: {fields[name]?.ToJsonString()}"));
    }

    private static Gen<string> ChatRequests() =>
        from system in Gen.Elements(Texts).OrNull()
        from turns in Turns().ListOf()
        from last in Gen.Elements(Texts)
        from choice in Gen.Elements(null, "auto", "required", "none", """{"type":"function","function":{"name":"look"}}""")
        from maximum in Gen.Choose(16, 9000)
        select new JsonObject
        {
            ["model"] = "m",
            ["messages"] = new JsonArray(
            [
                .. system is null ? [] : (JsonNode[])[Message("system", system)],
                .. turns.SelectMany((make, index) => make(index)),
                Message("user", last),
            ]),
            ["max_completion_tokens"] = maximum,
            ["tools"] = JsonNode.Parse(
                """
                [{"type":"function","function":{"name":"look","description":"Looks.",
                  "parameters":{"type":"object","properties":{"path":{"type":"string"}}}}},
                 {"type":"function","function":{"name":"now","parameters":{"type":"object","properties":{}}}}]
                """),
            ["tool_choice"] = choice is null ? null : choice.StartsWith('{') ? JsonNode.Parse(choice) : choice,
        }.ToJsonString();

    /// <summary>What the user says and the assistant answers, or a call with its result; JSON of its own for each request.</summary>
    private static Gen<Func<int, JsonNode[]>> Turns() =>
        from said in Gen.Elements(Texts)
        from answered in Gen.Elements(Texts).OrNull()
        from arguments in Gen.Elements(Arguments).ListOf()
        from result in Gen.Elements(Texts)
        select (Func<int, JsonNode[]>)(turn => (answered, arguments.Count) switch
        {
            (null, 0) => [Message("user", said)],
            (_, 0) => [Message("user", said), Message("assistant", answered!)],
            _ =>
            [
                Message("user", said),
                new JsonObject
                {
                    ["role"] = "assistant",
                    ["content"] = answered,
                    ["tool_calls"] = new JsonArray([.. arguments.Select((value, index) => Call($"call_{turn}_{index}", value))]),
                },
                .. arguments.Select((_, index) => new JsonObject
                {
                    ["role"] = "tool",
                    ["tool_call_id"] = $"call_{turn}_{index}",
                    ["content"] = result,
                }),
                Message("assistant", result),
            ],
        });

    private static JsonObject Message(string role, string content) => new() { ["role"] = role, ["content"] = content };

    private static JsonNode Call(string id, string arguments) => new JsonObject
    {
        ["id"] = id,
        ["type"] = "function",
        ["function"] = new JsonObject { ["name"] = "look", ["arguments"] = arguments },
    };

    private static Gen<string> ChatStreams() =>
        from reasoning in Gen.Elements(Texts).ListOf()
        from text in Gen.Elements(Texts).ListOf()
        from calls in Gen.Elements(Arguments).ListOf()
        from cuts in Gen.Choose(1, 7)
        from interleaves in ArbMap.Default.GeneratorFor<bool>()
        from finish in Gen.Elements("stop", "length", "content_filter")
        from input in Gen.Choose(10, 1000)
        from cached in Gen.Choose(0, 10)
        let reason = calls.Count > 0 && finish == "stop" ? "tool_calls" : finish
        select Stream(reasoning, text, [.. calls], cuts, interleaves, reason, input, cached);

    private static string Stream(
        IEnumerable<string> reasoning,
        IEnumerable<string> text,
        string[] calls,
        int cuts,
        bool interleaves,
        string finish,
        int input,
        int cached)
    {
        var deltas = new List<string> { """{"role":"assistant","content":""}""" };
        deltas.AddRange(reasoning.Select(piece => $"{{\"reasoning_content\":{JsonSerializer.Serialize(piece)}}}"));
        deltas.AddRange(text.Select(piece => $"{{\"content\":{JsonSerializer.Serialize(piece)}}}"));
        var pieces = calls.SelectMany((arguments, index) => Pieces(index, arguments, cuts)).ToList();
        deltas.AddRange((interleaves ? pieces.OrderBy(piece => piece.Number) : pieces.AsEnumerable()).Select(piece => piece.Delta));
        var chunks = deltas.Select(delta => $"[{{\"index\":0,\"delta\":{delta},\"finish_reason\":null}}]")
            .Append($"[{{\"index\":0,\"delta\":{{}},\"finish_reason\":\"{finish}\"}}]")
            .Append(
                $"[],\"usage\":{{\"prompt_tokens\":{input},\"completion_tokens\":7,\"total_tokens\":{input + 7},"
                + $"\"prompt_tokens_details\":{{\"cached_tokens\":{cached}}}}}");
        return string.Concat(chunks.Select(chunk =>
            $"data: {{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":7,\"model\":\"m\",\"choices\":{chunk}}}\n\n"))
            + "data: [DONE]\n\n";
    }

    private static IEnumerable<(int Number, string Delta)> Pieces(int index, string arguments, int cuts)
    {
        yield return (0, Piece($"\"index\":{index},\"id\":\"call_{index}\",\"type\":\"function\"", "\"name\":\"look\",\"arguments\":\"\""));
        var number = 1;
        foreach (var piece in arguments.Chunk(Math.Max(1, arguments.Length / cuts)))
        {
            yield return (number++, Piece($"\"index\":{index}", $"\"arguments\":{JsonSerializer.Serialize(new string(piece))}"));
        }
    }

    private static string Piece(string call, string function) => $"{{\"tool_calls\":[{{{call},\"function\":{{{function}}}}}]}}";
}
