using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using RulesRouter.Client.Chat;
using RulesRouter.Client.Outcomes;
using RulesRouter.Requests;

namespace RulesRouter.Client.Tests.Chat;

/// <summary>What an application gets from a chat that is routed, and which calls its providers' clients get.</summary>
public sealed class ChainChatTests
{
    public static TheoryData<string, FailureClass> Failures => new()
    {
        { "429", FailureClass.RateLimited },
        { "529", FailureClass.Unavailable },
        { "401", FailureClass.Authentication },
        { "404", FailureClass.ModelNotFound },
        { "504", FailureClass.Timeout },
        { "broken connection", FailureClass.Unavailable },
        { "timeout", FailureClass.Timeout },
        { "nested 503", FailureClass.Unavailable },
    };

    [Fact]
    public async Task First_endpoint_answers_by_its_own_name_of_the_model()
    {
        using var chat = new RoutedChat();

        var response = await chat.Client.GetResponseAsync("hi", new ChatOptions { Temperature = 0.5f });

        Assert.Equal("from a", response.Text);
        var routing = ChatRouting.Of(response)!;
        Assert.Equal(("a/m", 0, 0), (routing.Answered.Endpoint, routing.Hop, routing.Failures.Count));
        var call = Assert.Single(chat.Providers["a"].Calls);
        Assert.Equal(("wire-a", 0.5f), (call.Options.ModelId, call.Options.Temperature));
        Assert.Equal("a", chat.Called);
        Assert.Equal(0, chat.OutcomeCount);
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Failure_leads_to_the_next_hop_and_is_reported(string fault, FailureClass failed)
    {
        using var chat = new RoutedChat();
        chat.Providers["a"].Fails(Fault(fault));

        var response = await chat.Client.GetResponseAsync("hi");

        Assert.Equal("from b", response.Text);
        var failure = Assert.Single(ChatRouting.Of(response)!.Failures);
        Assert.Equal((0, "a/m", failed), (failure.Hop, failure.Endpoint, failure.Failed));
        var outcome = await chat.Outcome();
        Assert.Equal(
            (ChatRouting.Of(response)!.Decision.DecisionId, 0, Verdict.Unanswered, VerdictSource.Verifier),
            (outcome.DecisionId, outcome.Hop, outcome.Verdict, outcome.Source));
    }

    [Fact]
    public async Task Request_that_a_provider_rejects_is_not_repeated()
    {
        using var chat = new RoutedChat(on: "context-overflow");
        chat.Providers["a"].Fails(Status(400, "unknown parameter"));

        var exception = await Assert.ThrowsAsync<ChainFailedException>(() => chat.Client.GetResponseAsync("hi"));

        Assert.Equal("no endpoint of the chain answered: `a/m` invalid-request", exception.Message);
        Assert.Equal("a", chat.Called);
        Assert.Equal(0, chat.OutcomeCount);
    }

    [Fact]
    public async Task Fault_of_the_application_itself_passes_through()
    {
        using var chat = new RoutedChat();
        chat.Providers["a"].Fails(new FormatException("mine"));

        await Assert.ThrowsAsync<FormatException>(() => chat.Client.GetResponseAsync("hi"));
        Assert.Equal("a", chat.Called);
    }

    [Fact]
    public async Task Chain_that_fails_as_a_whole_names_every_call()
    {
        using var chat = new RoutedChat();
        chat.Providers["a"].Fails(Status(429, "slow down"));
        chat.Providers["b"].Fails(Status(500, "broken"));
        chat.Providers["c"].Fails(new IOException("cut"));

        var exception = await Assert.ThrowsAsync<ChainFailedException>(() => chat.Client.GetResponseAsync("hi"));

        Assert.Equal(
            "no endpoint of the chain answered: `a/m` rate-limited, `b/m` unavailable, `c/m` unavailable",
            exception.Message);
        Assert.IsType<IOException>(exception.InnerException);
        Assert.Equal([0, 1, 2], [(await chat.Outcome()).Hop, (await chat.Outcome()).Hop, (await chat.Outcome()).Hop]);
    }

    [Fact]
    public async Task Next_hop_does_not_wait_until_the_outcome_is_stored()
    {
        var store = new TaskCompletionSource();
        using var chat = new RoutedChat(onOutcomes: () => store.Task);
        chat.Providers["a"].Fails(Status(500, "broken"));

        var response = await chat.Client.GetResponseAsync("hi").WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(("from b", 0), (response.Text, chat.OutcomeCount));
        store.SetResult();
        Assert.Equal(0, (await chat.Outcome()).Hop);
    }

    [Fact]
    public async Task Fault_of_a_report_is_no_fault_of_the_chat()
    {
        var faults = 0;
        using var chat = new RoutedChat(onOutcomes: () => faults++ == 0 ? throw new FormatException("mine") : Task.CompletedTask);
        chat.Providers["a"].Fails(Status(500, "broken"));
        chat.Providers["b"].Fails(Status(500, "broken"));

        var response = await chat.Client.GetResponseAsync("hi");

        Assert.Equal("from c", response.Text);
        Assert.Equal(1, (await chat.Outcome()).Hop);
    }

    [Fact]
    public async Task Maximum_of_output_is_what_the_application_takes_and_not_what_it_needs()
    {
        using var chat = new RoutedChat();

        await chat.Client.GetResponseAsync("hi", new ChatOptions { MaxOutputTokens = 32_000 });

        Assert.Equal(4000, Assert.Single(chat.Providers["a"].Calls).Options.MaxOutputTokens);
    }

    [Theory]
    [InlineData(null, "a")]
    [InlineData("output-truncated", "ab")]
    public async Task Truncated_answer_leads_on_only_where_the_policy_says_so(string? on, string called)
    {
        using var chat = new RoutedChat(on);
        chat.Providers["a"].Says("cut", ChatFinishReason.Length);

        var response = await chat.Client.GetResponseAsync("hi");

        Assert.Equal(called, chat.Called);
        Assert.Equal(on is null ? "cut" : "from b", response.Text);
    }

    [Fact]
    public async Task Answer_that_the_application_does_not_accept_is_reported_as_wrong()
    {
        using var chat = new RoutedChat("rejected-output", configure: options =>
            options.Accept = (response, _) => ValueTask.FromResult(response.Text != "nonsense"));
        chat.Providers["a"].Says("nonsense");

        var response = await chat.Client.GetResponseAsync("hi");

        Assert.NotEqual("nonsense", response.Text);
        Assert.Equal(Verdict.Wrong, (await chat.Outcome()).Verdict);
    }

    [Fact]
    public async Task Classifier_of_the_application_is_asked_first()
    {
        using var chat = new RoutedChat(configure: options =>
            options.Classify = exception => exception is FormatException ? FailureClass.Unavailable : null);
        chat.Providers["a"].Fails(new FormatException("how this vendor fails"));

        Assert.Equal("from b", (await chat.Client.GetResponseAsync("hi")).Text);
    }

    [Fact]
    public async Task Denied_request_calls_no_endpoint()
    {
        using var chat = new RoutedChat(rule: "    - { id: no-secrets, when: team == \"secret\", deny: true, reason: secrets stay here }");
        var context = new ChatRequestContext { Attributes = new Dictionary<string, JsonNode> { ["team"] = "secret" } };
        var options = context.AddTo(new ChatOptions());

        var exception = await Assert.ThrowsAsync<RequestDeniedException>(() => chat.Client.GetResponseAsync("hi", options));

        Assert.Equal("policy `chat` denies the request (denied-by-rule): chat/no-secrets: secrets stay here", exception.Message);
        Assert.Equal("", chat.Called);
    }

    [Fact]
    public async Task Provider_without_a_client_is_no_candidate()
    {
        using var chat = new RoutedChat(withoutClient: "a");

        var response = await chat.Client.GetResponseAsync("hi");

        Assert.Equal(["b/m", "c/m"], ChatRouting.Of(response)!.Decision.Chain.Select(hop => hop.Endpoint));
    }

    [Fact]
    public async Task Budget_that_nothing_here_counts_denies_if_the_policy_says_so()
    {
        using var chat = new RoutedChat(budgets: "[{ id: month, limitUsd: 200, window: month, onStoreLost: deny }]");

        var exception = await Assert.ThrowsAsync<RequestDeniedException>(() => chat.Client.GetResponseAsync("hi"));

        Assert.Equal(RulesRouter.Decisions.DenialCode.BudgetUnknown, exception.Decision.Denial!.Code);
    }

    [Fact]
    public async Task Deadline_ends_a_call_that_hangs()
    {
        using var chat = new RoutedChat();
        chat.Providers["a"].Does(async token =>
        {
            await Task.Delay(Timeout.Infinite, token);
            throw new InvalidOperationException();
        });
        var options = new ChatRequestContext { DeadlineMs = 200 }.AddTo(new ChatOptions());

        var exception = await Assert.ThrowsAnyAsync<Exception>(() => chat.Client.GetResponseAsync("hi", options));

        Assert.True(exception is ChainFailedException or RequestDeniedException, exception.ToString());
    }

    [Fact]
    public async Task Caller_that_leaves_cancels_the_call_and_no_hop_follows()
    {
        using var chat = new RoutedChat();
        using var leave = new CancellationTokenSource();
        chat.Providers["a"].Does(async token =>
        {
            await leave.CancelAsync();
            await Task.Delay(Timeout.Infinite, token);
            throw new InvalidOperationException();
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => chat.Client.GetResponseAsync("hi", null, leave.Token));
        Assert.Equal(("a", 0), (chat.Called, chat.OutcomeCount));
    }

    [Fact]
    public async Task Conversation_that_one_provider_stores_is_rejected() => Assert.Equal(
        "`ConversationId` names a conversation that one provider stores, and a chain has several: send the messages instead",
        (await Assert.ThrowsAsync<NotSupportedException>(async () =>
        {
            using var chat = new RoutedChat();
            await chat.Client.GetResponseAsync("hi", new ChatOptions { ConversationId = "resp_1" });
        })).Message);

    [Fact]
    public async Task Reasoning_of_another_provider_is_not_sent()
    {
        using var chat = new RoutedChat();
        chat.Providers["a"].Does(_ => Task.FromResult(new ChatResponse(new ChatMessage(
            ChatRole.Assistant,
            [new TextReasoningContent("hm") { ProtectedData = "signed by a" }, new TextContent("yes")]))));
        var first = await chat.Client.GetResponseAsync("hi");
        List<ChatMessage> messages = [new(ChatRole.User, "hi"), .. first.Messages, new(ChatRole.User, "sure?")];

        await chat.Client.GetResponseAsync(messages);
        chat.Providers["a"].Fails(Status(429, "slow down"));
        await chat.Client.GetResponseAsync(messages);

        Assert.Equal(2, chat.Providers["a"].Calls[1].Messages[1].Contents.Count);
        Assert.Equal("yes", Assert.IsType<TextContent>(Assert.Single(Assert.Single(chat.Providers["b"].Calls).Messages[1].Contents)).Text);
    }

    [Fact]
    public async Task Cap_of_the_decision_is_sent()
    {
        using var chat = new RoutedChat();
        var options = new ChatRequestContext { MaxCostUsd = 0.004 }.AddTo(new ChatOptions());

        var response = await chat.Client.GetResponseAsync("hi", options);

        var cap = ChatRouting.Of(response)!.Answered.MaxOutputTokens;
        Assert.NotNull(cap);
        Assert.Equal(cap, chat.Providers["a"].Calls[0].Options.MaxOutputTokens);
        Assert.DoesNotContain("rulesrouter", chat.Providers["a"].Calls[0].Options.AdditionalProperties!.Keys);
    }

    private static Exception Fault(string fault) => fault switch
    {
        "broken connection" => new IOException("cut"),
        "timeout" => new TaskCanceledException("late", new TimeoutException()),
        "nested 503" => new InvalidOperationException("call failed", Status(503, "failed")),
        _ => Status(int.Parse(fault, System.Globalization.CultureInfo.InvariantCulture), "failed"),
    };

    private static HttpRequestException Status(int status, string message) => new(message, null, (HttpStatusCode)status);
}
