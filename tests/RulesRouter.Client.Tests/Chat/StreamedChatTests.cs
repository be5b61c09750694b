using Microsoft.Extensions.AI;
using RulesRouter.Client.Chat;
using RulesRouter.Client.Outcomes;
using RulesRouter.Names;
using RulesRouter.Requests;

namespace RulesRouter.Client.Tests.Chat;

/// <summary>Streams fall back until the first content, and never after it.</summary>
public sealed class StreamedChatTests
{
    [Fact]
    public async Task Stream_that_fails_before_content_is_followed_by_the_next()
    {
        using var chat = new RoutedChat();
        chat.Providers["a"].Streams = () => Broken(new ChatResponseUpdate { ResponseId = "never seen" });

        var updates = await chat.Client.GetStreamingResponseAsync("hi").ToListAsync();

        Assert.Equal("from b", updates.ToChatResponse().Text);
        Assert.DoesNotContain(updates, update => update.ResponseId == "never seen");
        Assert.Equal("b/m", ChatRouting.Of(updates[0])!.Answered.Endpoint);
        Assert.Equal(0, (await chat.Outcome()).Hop);
    }

    [Fact]
    public async Task Stream_without_content_leads_on_where_the_policy_lists_it()
    {
        using var listed = new RoutedChat("rejected-output");
        using var unlisted = new RoutedChat();
        listed.Providers["a"].Streams = unlisted.Providers["a"].Streams = () => [new ChatResponseUpdate(ChatRole.Assistant, "")];

        var updates = await listed.Client.GetStreamingResponseAsync("hi").ToListAsync();
        var empty = await unlisted.Client.GetStreamingResponseAsync("hi").ToListAsync();

        Assert.Equal("from b", updates.ToChatResponse().Text);
        Assert.Equal(Verdict.Wrong, (await listed.Outcome()).Verdict);
        Assert.Equal("", Assert.Single(empty).Text);
        Assert.Equal("a/m", ChatRouting.Of(empty[0])!.Answered.Endpoint);
    }

    [Theory]
    [InlineData("length", FailureClass.OutputTruncated)]
    [InlineData("content_filter", FailureClass.ContentFiltered)]
    public async Task Stream_without_content_has_the_class_of_its_finish_reason(string reason, FailureClass failed)
    {
        using var listed = new RoutedChat(EnumNames<FailureClass>.NameOf(failed));
        using var unlisted = new RoutedChat("rejected-output");
        listed.Providers["a"].Streams = unlisted.Providers["a"].Streams = () =>
            [new ChatResponseUpdate { FinishReason = new ChatFinishReason(reason) }];

        var updates = await listed.Client.GetStreamingResponseAsync("hi").ToListAsync();
        var empty = await unlisted.Client.GetStreamingResponseAsync("hi").ToListAsync();

        Assert.Equal(("from b", failed), (updates.ToChatResponse().Text, ChatRouting.Of(updates[0])!.Failures[0].Failed));
        Assert.Equal((new ChatFinishReason(reason), "a"), (Assert.Single(empty).FinishReason, unlisted.Called));
        Assert.Equal(0, listed.OutcomeCount);
    }

    [Fact]
    public async Task Stream_without_content_is_better_than_a_later_failure()
    {
        using var chat = new RoutedChat("rejected-output");
        chat.Providers["a"].Streams = () => [new ChatResponseUpdate(ChatRole.Assistant, "") { ResponseId = "first" }];
        chat.Providers["b"].Streams = chat.Providers["c"].Streams = () => Broken(new ChatResponseUpdate { ResponseId = "never seen" });

        var updates = await chat.Client.GetStreamingResponseAsync("hi").ToListAsync();

        Assert.Equal("first", Assert.Single(updates).ResponseId);
        Assert.Equal("abc", chat.Called);
    }

    [Fact]
    public async Task Failure_after_content_is_the_callers()
    {
        using var chat = new RoutedChat();
        chat.Providers["a"].Streams = () => Broken(new ChatResponseUpdate(ChatRole.Assistant, "seen"));
        var seen = "";

        await Assert.ThrowsAsync<IOException>(async () =>
        {
            await foreach (var update in chat.Client.GetStreamingResponseAsync("hi"))
            {
                seen += update.Text;
            }
        });

        Assert.Equal(("seen", "a"), (seen, chat.Called));
    }

    [Fact]
    public async Task Call_of_a_tool_is_content()
    {
        using var chat = new RoutedChat();
        chat.Providers["a"].Streams = () => Broken(new ChatResponseUpdate(ChatRole.Assistant, [new FunctionCallContent("1", "read")]));

        await Assert.ThrowsAsync<IOException>(() => chat.Client.GetStreamingResponseAsync("hi").ToListAsync().AsTask());
        Assert.Equal("a", chat.Called);
    }

    private static IEnumerable<ChatResponseUpdate> Broken(ChatResponseUpdate first)
    {
        yield return first;
        throw new IOException("cut");
    }
}
