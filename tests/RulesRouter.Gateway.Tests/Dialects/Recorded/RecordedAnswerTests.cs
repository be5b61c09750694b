using System.Text;
using RulesRouter.Catalog;
using RulesRouter.Gateway.Dialects;
using RulesRouter.Gateway.Dialects.Streams;
using RulesRouter.Gateway.Tests.Dialects.Viewing;

namespace RulesRouter.Gateway.Tests.Dialects.Recorded;

/// <summary>Recorded answers of vendors, to clients of each dialect.</summary>
public sealed class RecordedAnswerTests
{
    /// <summary>Recordings whose own parts contradict each other: what a client of another dialect gets follows the deltas.</summary>
    private static readonly string[] Contradictory = ["vercel-ai/responses/openai-shell-container.1-stream"];

    public static TheoryData<ApiDialect> Clients => [ApiDialect.OpenaiChat, ApiDialect.OpenaiResponses, ApiDialect.AnthropicMessages];

    public static TheoryData<ApiDialect, int> ClientsAndChunks => new()
    {
        { ApiDialect.OpenaiChat, 0 },
        { ApiDialect.OpenaiChat, 1 },
        { ApiDialect.OpenaiChat, 1024 },
        { ApiDialect.OpenaiResponses, 0 },
        { ApiDialect.OpenaiResponses, 1 },
        { ApiDialect.OpenaiResponses, 1024 },
        { ApiDialect.AnthropicMessages, 0 },
        { ApiDialect.AnthropicMessages, 1 },
        { ApiDialect.AnthropicMessages, 1024 },
    };

    public static TheoryData<ApiDialect, double> ClientsAndCuts => new()
    {
        { ApiDialect.OpenaiChat, 0.1 },
        { ApiDialect.OpenaiChat, 0.5 },
        { ApiDialect.OpenaiChat, 0.95 },
        { ApiDialect.OpenaiResponses, 0.1 },
        { ApiDialect.OpenaiResponses, 0.5 },
        { ApiDialect.OpenaiResponses, 0.95 },
        { ApiDialect.AnthropicMessages, 0.1 },
        { ApiDialect.AnthropicMessages, 0.5 },
        { ApiDialect.AnthropicMessages, 0.95 },
    };

    [RecordedTheory]
    [MemberData(nameof(Clients))]
    public void Whole_answers_keep_what_they_say(ApiDialect client) => CheckAll(
        recorded => recorded is { Stream: null, Response: not null, Status: 200 },
        recorded => Whole(recorded, client));

    [RecordedTheory]
    [MemberData(nameof(ClientsAndChunks))]
    public void Streams_keep_what_they_say_however_they_are_divided(ApiDialect client, int chunk) => CheckAll(
        recorded => recorded.Stream is not null && !Contradictory.Contains(recorded.Name),
        recorded => Stream(recorded, client, chunk));

    [RecordedTheory]
    [MemberData(nameof(ClientsAndCuts))]
    public void Streams_that_break_off_never_end_as_a_success(ApiDialect client, double at) => CheckAll(
        recorded => recorded.Stream is not null,
        recorded => Broken(recorded, client, at));

    [RecordedTheory]
    [MemberData(nameof(Clients))]
    public void Streams_of_the_clients_dialect_are_forwarded_byte_for_byte(ApiDialect client) => CheckAll(
        recorded => recorded.Dialect == client && recorded.Stream is not null && !recorded.Has("message_start_dup"),
        recorded =>
        {
            var exchange = Exchange.Of(client, client);
            exchange.View(recorded.Stream!, 100);
            var isWhole = exchange.Translation!.State != StreamState.Failed;
            return !isWhole || exchange.Received == Encoding.UTF8.GetString(recorded.Stream!) ? [] : ["the client got other bytes"];
        });

    private static void CheckAll(Func<RecordedCase, bool> condition, Func<RecordedCase, IEnumerable<string>> check)
    {
        var cases = RecordedCases.All.Where(condition).ToList();
        var problems = cases.SelectMany(recorded => check(recorded).Select(problem => $"{recorded.Name}: {problem}")).ToList();

        Assert.NotEmpty(cases);
        Assert.True(problems.Count == 0, string.Join('\n', problems));
    }

    private static IEnumerable<string> Whole(RecordedCase recorded, ApiDialect client)
    {
        var body = Encoding.UTF8.GetString(recorded.Response!);
        if (Nodes.Object(body) is not { } node || node["error"] is not null)
        {
            return Exchange.Of(client, recorded.Dialect).Answer(body) is TranslatedAnswer.Failed ? [] : ["an unreadable answer was not reported"];
        }

        var sent = ClientView.Answer(recorded.Dialect, recorded.Response);
        return Comparison.Of(sent, Exchange.Of(client, recorded.Dialect).ViewAnswer(body), client);
    }

    private static IEnumerable<string> Stream(RecordedCase recorded, ApiDialect client, int chunk)
    {
        var sent = ClientView.Stream(recorded.Dialect, recorded.Stream);
        var got = Exchange.Of(client, recorded.Dialect).View(recorded.Stream, chunk);
        if (recorded.Meta["tags"] is { } tags && tags.ToJsonString().Contains("message_start", StringComparison.Ordinal))
        {
            return got.Error is not null || got.Breaches.Count == 0 ? [] : got.Breaches;
        }

        if (sent.Error is not null)
        {
            return got is { Error: not null, IsFinished: false } ? [] : ["the error of the stream was lost"];
        }

        if (!sent.IsFinished)
        {
            return got.IsFinished ? ["a stream without its end was ended as a success"] : [];
        }

        var breaches = client == recorded.Dialect ? [] : got.Breaches;
        return got.Answer is null
            ? ["no answer"]
            : [.. breaches, .. got.IsFinished ? [] : (string[])["not finished"], .. Comparison.Of(sent.Answer!, got.Answer, client)];
    }

    private static string[] Broken(RecordedCase recorded, ApiDialect client, double at)
    {
        var bytes = recorded.Stream![..(int)(recorded.Stream.Length * at)];
        var wasFinished = ClientView.Stream(recorded.Dialect, bytes).IsFinished;
        var got = Exchange.Of(client, recorded.Dialect).View(bytes, breaks: true);
        return wasFinished || (!got.IsFinished && got.Error is not null) ? [] : [$"cut at {at}: the client does not see it"];
    }
}
