using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Http;
using RulesRouter.Gateway.Tests.Mock;

namespace RulesRouter.Gateway.Tests.Serving;

/// <summary>What happens when an upstream fails, in every way in which upstreams fail.</summary>
public sealed class FallbackTests
{
    private static readonly string[] Dialects = ["openai-chat", "openai-responses", "anthropic-messages"];

    /// <summary>Faults before content, each with the class that it is.</summary>
    private static readonly Dictionary<string, (Func<HttpContext, UpstreamCall, Task> Do, string Class)> Faults = new()
    {
        ["429"] = (MockAnswers.Fails(429, """{"error":{"message":"slow down","type":"rate_limit_error"}}""", ("retry-after", "7")), "rate-limited"),
        ["500"] = (MockAnswers.Error(500, "server_error", "broken"), "unavailable"),
        ["529"] = (MockAnswers.Error(529, "overloaded_error", "overloaded"), "unavailable"),
        ["401"] = (MockAnswers.Error(401, "authentication_error", "no key"), "authentication"),
        ["404"] = (MockAnswers.Error(404, "not_found_error", "no such model"), "model-not-found"),
        ["html"] = (MockAnswers.Fails(502, "<html>bad gateway</html>"), "unavailable"),
        ["error in success"] = (MockAnswers.ErrorInSuccess, "unavailable"),
        ["malformed"] = (MockAnswers.Malformed, "unavailable"),
        ["empty"] = (MockAnswers.Empty, "unavailable"),
        ["cut before content"] = (MockAnswers.Cuts("never seen", 1), "unavailable"),
        ["ends before content"] = (MockAnswers.EndsEarly("never seen", 1), "unavailable"),
        ["slow"] = (MockAnswers.After(TimeSpan.FromMinutes(1), MockAnswers.Says("too late")), "timeout"),
        ["stall before content"] = (MockAnswers.Stalls("never seen", 1), "timeout"),
    };

    public static TheoryData<string, string, bool> Cases()
    {
        var cases = new TheoryData<string, string, bool>();
        foreach (var (fault, index) in Faults.Keys.Select((fault, index) => (fault, index)))
        {
            cases.Add(fault, Dialects[index % 3], true);
            if (fault is "429" or "500" or "error in success" or "slow")
            {
                cases.Add(fault, Dialects[(index + 1) % 3], false);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Next_hop_answers_whatever_the_first_does_before_content(string fault, string dialect, bool stream)
    {
        var isLate = Faults[fault].Class == "timeout";
        await using var gateway = await RunningGateway.Start(
            [dialect, "openai-chat"],
            options => RunningGateway.Within(options, limits => limits with
            {
                FirstToken = isLate ? TimeSpan.FromMilliseconds(400) : limits.FirstToken,
                Total = isLate && !stream ? TimeSpan.FromMilliseconds(700) : limits.Total,
            }));
        gateway.Upstreams[0].Then(Faults[fault].Do);

        var answer = await gateway.Chat(stream);

        if (fault == "slow" && !stream)
        {
            // The time for all calls is over with the first.
            Assert.Equal(HttpStatusCode.GatewayTimeout, answer.Status);
            return;
        }

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal([$"p0/m0 {Faults[fault].Class}", "p1/m1"], answer.Hops);
        Assert.DoesNotContain("never seen", answer.Body, StringComparison.Ordinal);
        Assert.Equal("2", answer.Headers["x-rulesrouter-hops"]);
    }

    [Fact]
    public async Task Upstream_that_refuses_connections_is_followed_by_the_next()
    {
        await using var gateway = await RunningGateway.Start("openai-chat", "anthropic-messages");
        await gateway.Upstreams[0].DisposeAsync();

        var answer = await gateway.Chat();

        Assert.Equal(["p0/m0 unavailable", "p1/m1"], answer.Hops);
    }

    [Theory]
    [InlineData("openai-chat")]
    [InlineData("openai-responses")]
    [InlineData("anthropic-messages")]
    public async Task Context_overflow_leads_on_only_where_the_policy_says_so(string dialect)
    {
        await using var listed = await RunningGateway.Start([dialect, "openai-chat"], on: "context-overflow");
        await using var unlisted = await RunningGateway.Start(dialect, "openai-chat");
        listed.Upstreams[0].Then(MockAnswers.ContextOverflow);
        unlisted.Upstreams[0].Then(MockAnswers.ContextOverflow);

        var answer = await listed.Messages();
        var error = await unlisted.Messages();

        Assert.Equal(["p0/m0 context-overflow", "p1/m1"], answer.Hops);
        Assert.Equal(HttpStatusCode.BadRequest, error.Status);
        Assert.Equal("invalid_request_error", error.Json.GetProperty("error").GetProperty("type").GetString());
        Assert.Contains("too long", error.Json.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("openai-chat", "\"error\":{\"message\"")]
    [InlineData("openai-responses", "event: error")]
    [InlineData("anthropic-messages", "event: error")]
    public async Task Stall_after_content_is_an_error_event_and_never_a_success(string client, string error)
    {
        await using var gateway = await RunningGateway.Start(
            ["openai-chat", "openai-chat"],
            options => RunningGateway.Within(options, limits => limits with { Idle = TimeSpan.FromMilliseconds(300) }));
        gateway.Upstreams[0].Then(MockAnswers.Stalls("seen by the client", 2));

        var answer = client switch
        {
            "openai-chat" => await gateway.Chat(stream: true),
            "openai-responses" => await gateway.Responses(stream: true),
            _ => await gateway.Messages(stream: true),
        };

        Assert.Contains("seen by", answer.Body, StringComparison.Ordinal);
        Assert.Contains(error, answer.Body, StringComparison.Ordinal);
        Assert.All(["[DONE]", "message_stop", "response.completed", "hello"], end =>
            Assert.DoesNotContain(end, answer.Body, StringComparison.Ordinal));
        Assert.Empty(gateway.Upstreams[1].Calls);
    }

    [Fact]
    public async Task Client_that_waits_gets_keep_alive_events_and_then_the_answer_of_another_hop()
    {
        await using var gateway = await RunningGateway.Start(
            ["openai-chat", "anthropic-messages"],
            options => RunningGateway.Within(options, limits => limits with
            {
                CommitAfter = TimeSpan.FromMilliseconds(100),
                FirstToken = TimeSpan.FromMilliseconds(350),
            }));
        gateway.Upstreams[0].Then(MockAnswers.Stalls("never", 1));

        var chat = await gateway.Chat(stream: true);
        gateway.Upstreams[0].Then(MockAnswers.Stalls("never", 1));
        var messages = await gateway.Messages(stream: true);

        Assert.StartsWith(": waiting for an upstream\n\n", chat.Body, StringComparison.Ordinal);
        Assert.StartsWith("event: ping\n", messages.Body, StringComparison.Ordinal);
        Assert.All([chat, messages], answer => Assert.Equal(["p0/m0 timeout", "p1/m1"], answer.Hops));
        Assert.All([chat, messages], answer => Assert.Contains("there", answer.Body, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Error_after_keep_alive_events_is_an_event()
    {
        await using var gateway = await RunningGateway.Start(
            ["openai-chat"],
            options => RunningGateway.Within(options, limits => limits with { CommitAfter = TimeSpan.FromMilliseconds(50), Retries = 0 }));
        gateway.Upstreams[0].Then(MockAnswers.After(TimeSpan.FromMilliseconds(200), MockAnswers.Error(500, "server_error", "broken")));

        var answer = await gateway.Messages(stream: true);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Contains("event: error\ndata: {\"type\":\"error\"", answer.Body, StringComparison.Ordinal);
        Assert.Equal(["p0/m0 unavailable"], answer.Hops);
    }

    [Theory]
    [InlineData("/openai/v1/chat/completions")]
    [InlineData("/anthropic/v1/messages")]
    public async Task Error_within_a_stream_is_the_failure_of_its_hop(string path)
    {
        const string Error = """{"error":{"message":"overloaded","type":"overloaded_error","param":null,"code":null}}""";
        await using var gateway = await RunningGateway.Start("openai-chat");
        gateway.Upstreams[0].Then(MockAnswers.Sends(
            [.. MockAnswers.Stream("/chat/completions", "first second").Take(3), $"data: {Error}\n\n"]));

        var answer = await gateway.Post(
            path,
            """{"model":"policy/all","max_tokens":50,"stream":true,"messages":[{"role":"user","content":"hi"}]}""");

        Assert.Contains("second", answer.Body, StringComparison.Ordinal);
        Assert.Equal(["p0/m0 unavailable"], answer.Hops);
        Assert.False(answer.Extension.TryGetProperty("costUsd", out _));
    }

    [Theory]
    [InlineData("/openai/v1/chat/completions")]
    [InlineData("/anthropic/v1/messages")]
    public async Task Stream_that_stalls_is_a_timeout_of_its_hop(string path)
    {
        await using var gateway = await RunningGateway.Start(
            ["openai-chat"],
            options => RunningGateway.Within(options, limits => limits with { Idle = TimeSpan.FromMilliseconds(200) }));
        gateway.Upstreams[0].Then(MockAnswers.Stalls("first second", 3));

        var answer = await gateway.Post(
            path,
            """{"model":"policy/all","max_tokens":50,"stream":true,"messages":[{"role":"user","content":"hi"}]}""");

        Assert.Equal(["p0/m0 timeout"], answer.Hops);
    }

    [Fact]
    public async Task Last_error_keeps_its_status_and_its_retry_headers_in_the_clients_dialect()
    {
        await using var gateway = await RunningGateway.Start("openai-chat", "anthropic-messages");
        gateway.Upstreams[0].Then(MockAnswers.Error(500, "server_error", "broken"));
        gateway.Upstreams[1].Then(MockAnswers.Fails(
            429,
            """{"type":"error","error":{"type":"rate_limit_error","message":"slow down"}}""",
            ("retry-after", "60"),
            ("x-should-retry", "true"),
            ("set-cookie", "a=b")));

        var answer = await gateway.Chat();

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.Status);
        Assert.Equal("slow down", answer.Json.GetProperty("error").GetProperty("message").GetString());
        Assert.Equal(("60", "true"), (answer.Headers["retry-after"], answer.Headers["x-should-retry"]));
        Assert.DoesNotContain("set-cookie", answer.Headers.Keys);
        Assert.Equal(["p0/m0 unavailable", "p1/m1 rate-limited"], answer.Hops);
    }

    [Fact]
    public async Task Only_upstream_is_called_again_after_the_wait_it_asks_for()
    {
        await using var gateway = await RunningGateway.Start("openai-chat");
        gateway.Upstreams[0].Then(MockAnswers.Fails(429, "{}", ("retry-after-ms", "300")));
        var started = Stopwatch.GetTimestamp();

        var answer = await gateway.Chat();

        Assert.Equal(["p0/m0 rate-limited", "p0/m0"], answer.Hops);
        Assert.True(Stopwatch.GetElapsedTime(started) >= TimeSpan.FromMilliseconds(300));
    }

    [Theory]
    [InlineData("""{"model":"policy/all","input":"hi","store":true}""")]
    [InlineData("""{"model":"policy/all","input":"hi","tools":[{"type":"web_search"}]}""")]
    public async Task Request_with_effects_is_not_repeated_after_it_may_have_had_them(string body)
    {
        await using var gateway = await RunningGateway.Start("openai-responses", "openai-responses");
        gateway.Upstreams[0].Then(MockAnswers.Error(500, "server_error", "broken"), MockAnswers.Error(429, "rate_limit_error", "slow"));

        var broken = await gateway.Post("/openai/v1/responses", body);
        var limited = await gateway.Post("/openai/v1/responses", body);

        Assert.Equal(HttpStatusCode.InternalServerError, broken.Status);
        Assert.Equal(["p0/m0 unavailable"], broken.Hops);
        Assert.Equal(["p0/m0 rate-limited", "p1/m1"], limited.Hops);
    }

    [Fact]
    public async Task Answer_that_the_policy_rejects_is_followed_by_the_next_and_returned_if_none_is_better()
    {
        const string Cut = """{"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"half an"},"finish_reason":"length"}]}""";
        await using var listed = await RunningGateway.Start(["openai-chat", "openai-chat"], on: "output-truncated");
        await using var unlisted = await RunningGateway.Start("openai-chat", "openai-chat");
        listed.Upstreams[0].Then(MockAnswers.Fails(200, Cut), MockAnswers.Fails(200, Cut));
        unlisted.Upstreams[0].Then(MockAnswers.Fails(200, Cut));

        var better = await listed.Chat();
        listed.Upstreams[1].Then(MockAnswers.Error(500, "server_error", "broken"), MockAnswers.Error(500, "server_error", "broken"));
        var best = await listed.Chat();
        var only = await unlisted.Chat();

        Assert.Equal(["p0/m0 output-truncated", "p1/m1"], better.Hops);
        Assert.Contains("half an", best.Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, best.Status);
        Assert.Equal(["p0/m0"], only.Hops);
    }

    [Fact]
    public async Task Endpoint_that_keeps_failing_is_no_candidate_for_a_while()
    {
        await using var gateway = await RunningGateway.Start("openai-chat", "openai-chat");
        gateway.Upstreams[0].Otherwise = MockAnswers.Error(500, "server_error", "broken");
        var first = await gateway.Chat();
        var last = first;
        for (var call = 0; call < 100 && last.Hops.Count() > 1; call++)
        {
            await Task.Delay(50);
            last = await gateway.Chat();
        }

        Assert.Equal(["p0/m0 unavailable", "p1/m1"], first.Hops);
        Assert.Equal(["p1/m1"], last.Hops);
    }

    [Fact]
    public async Task Endpoint_that_keeps_failing_is_called_where_no_other_is_left()
    {
        await using var gateway = await RunningGateway.Start(
            ["openai-chat"],
            options => RunningGateway.Within(options, limits => limits with { Retries = 0 }));
        gateway.Upstreams[0].Otherwise = MockAnswers.Error(500, "server_error", "broken");
        for (var call = 0; call < 20; call++)
        {
            Assert.Equal(HttpStatusCode.InternalServerError, (await gateway.Chat()).Status);
        }

        gateway.Upstreams[0].Otherwise = MockAnswers.Says("well again");

        Assert.Equal(["p0/m0"], (await gateway.Chat()).Hops);
    }

    /// <summary>Every availability failure leads on: the first upstream without a fault answers, and none after it is called.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task First_healthy_upstream_answers_under_random_faults(int seed)
    {
        var random = new Random(seed);
        var faults = Faults.Keys.Where(name => name is not ("slow" or "stall before content")).ToArray();
        await using var gateway = await RunningGateway.Start(
            ["openai-chat", "anthropic-messages", "openai-responses"],
            options => RunningGateway.Within(options, limits => limits with { Retries = 0 }));

        // Fewer calls than open a circuit.
        for (var round = 0; round < 9; round++)
        {
            var drawn = gateway.Upstreams.Select(_ => random.Next(2) == 0 ? null : faults[random.Next(faults.Length)]).ToArray();
            var expected = Array.IndexOf(drawn, null);
            var before = gateway.Upstreams.Select(upstream => upstream.Calls.Count).ToArray();
            for (var index = 0; index < drawn.Length && (expected < 0 || index < expected); index++)
            {
                gateway.Upstreams[index].Then(Faults[drawn[index]!].Do);
            }

            var answer = random.Next(2) == 0 ? await gateway.Chat(stream: true) : await gateway.Messages(stream: true);

            Assert.Equal(expected >= 0, answer.Status == HttpStatusCode.OK);
            Assert.Equal(expected < 0 ? null : $"p{expected}/m{expected}", answer.Headers.GetValueOrDefault("x-rulesrouter-endpoint"));
            Assert.Equal(
                drawn.Select((_, index) => expected < 0 || index <= expected ? 1 : 0),
                gateway.Upstreams.Select((upstream, index) => upstream.Calls.Count - before[index]));
        }
    }
}
