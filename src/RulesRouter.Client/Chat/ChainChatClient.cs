using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using RulesRouter.Client.Decisions;
using RulesRouter.Client.Outcomes;
using RulesRouter.Requests;

namespace RulesRouter.Client.Chat;

/// <summary>
/// Decides each request, calls the endpoints of the decision's chain through the clients of their providers until one answers, and reports
/// calls that gave no answer. Streams fall back until the first content; a failure after it is the caller's.
/// </summary>
internal sealed partial class ChainChatClient(
    IDecisionClient decisions,
    Func<string, IChatClient> clientOf,
    RoutingChatOptions settings,
    TimeProvider clock,
    ILogger<ChainChatClient> log) : IChatClient
{
    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        var conversation = messages as IReadOnlyList<ChatMessage> ?? [.. messages];
        var walk = await Decide(conversation, options, stream: false, cancellationToken).ConfigureAwait(false);
        ChatResponse? lastAnswer = null;
        while (walk.Next is { } at)
        {
            using var call = new HopChat(walk, at, clientOf, clock, cancellationToken);
            try
            {
                var response = await call.Client.GetResponseAsync(call.Messages(conversation), call.Options(options), call.Token)
                    .ConfigureAwait(false);
                call.Finish(response);
                new ChatRouting(walk.Decision, at, [.. walk.Failures]).AddTo(response);
                if (await ClassOf(response, cancellationToken).ConfigureAwait(false) is not { } failed)
                {
                    return response;
                }

                lastAnswer = response;
                Failed(walk, call.Failure(failed, null));
            }
            catch (Exception exception) when (call.IsFailure(exception) && ClassOf(exception) is { } failed)
            {
                Failed(walk, call.Failure(failed, exception));
            }
        }

        // An answer that is cut or that was not accepted is better than no answer.
        return lastAnswer ?? throw Ended(walk);
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var conversation = messages as IReadOnlyList<ChatMessage> ?? [.. messages];
        var walk = await Decide(conversation, options, stream: true, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<ChatResponseUpdate>? lastAnswer = null;
        while (walk.Next is { } at)
        {
            using var call = new HopChat(walk, at, clientOf, clock, cancellationToken);
            await using var stream = new UpdateStream(call, conversation, options);
            var routing = new ChatRouting(walk.Decision, at, [.. walk.Failures]);
            if (await Start(walk, call, stream).ConfigureAwait(false))
            {
                while (stream.Take() is { } update)
                {
                    yield return Finished(update);
                    await stream.Advance().ConfigureAwait(false);
                }

                yield break;
            }

            if (stream.HasEnded)
            {
                lastAnswer = [.. stream.Held.Select(Finished)];
            }

            ChatResponseUpdate Finished(ChatResponseUpdate update)
            {
                call.Finish(update);
                routing.AddTo(update);
                return update;
            }
        }

        foreach (var update in lastAnswer ?? throw Ended(walk))
        {
            yield return update;
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is null && serviceType.IsInstanceOfType(this) ? this
            : serviceKey is null && serviceType == typeof(IDecisionClient) ? decisions
            : null;
    }

    /// <summary>Nothing: the clients of providers are of the container.</summary>
    public void Dispose()
    {
    }

    private async Task<ChainWalk> Decide(
        IReadOnlyList<ChatMessage> messages,
        ChatOptions? options,
        bool stream,
        CancellationToken cancellationToken)
    {
        if (options?.ConversationId is not null)
        {
            throw new NotSupportedException(
                "`ConversationId` names a conversation that one provider stores, and a chain has several: send the messages instead");
        }

        var request = ChatRequests.Of(messages, options, stream, settings);
        var decision = await decisions.DecideAsync(request, cancellationToken).ConfigureAwait(false);
        return decision.Outcome switch
        {
            DecisionOutcome.Routed => new ChainWalk(decision, request.DeadlineMs, clock),
            DecisionOutcome.Denied => throw new RequestDeniedException(decision),
        };
    }

    /// <summary>Reads a stream up to its first content. False, with the failure noted, if it has none.</summary>
    private async Task<bool> Start(ChainWalk walk, HopChat call, UpdateStream stream)
    {
        try
        {
            if (await stream.ReadToContent().ConfigureAwait(false))
            {
                return true;
            }

            Failed(walk, call.Failure(ClassOf(stream.Finish) ?? FailureClass.RejectedOutput, null));
        }
        catch (Exception exception) when (call.IsFailure(exception) && ClassOf(exception) is { } failed)
        {
            Failed(walk, call.Failure(failed, exception));
        }

        return false;
    }

    private FailureClass? ClassOf(Exception exception) => settings.Classify?.Invoke(exception) ?? FailureClassifier.Of(exception);

    /// <summary>Null for an answer that is accepted.</summary>
    private async ValueTask<FailureClass?> ClassOf(ChatResponse response, CancellationToken cancellationToken)
    {
        if (ClassOf(response.FinishReason) is { } failed)
        {
            return failed;
        }

        var isAccepted = response.Messages.Any(message => message.Contents.Any(UpdateStream.IsContent))
            && (settings.Accept is not { } accept || await accept(response, cancellationToken).ConfigureAwait(false));
        return isAccepted ? null : FailureClass.RejectedOutput;
    }

    /// <summary>Null for a reason that says nothing against the answer.</summary>
    private static FailureClass? ClassOf(ChatFinishReason? reason) => reason == ChatFinishReason.Length ? FailureClass.OutputTruncated
        : reason == ChatFinishReason.ContentFilter ? FailureClass.ContentFiltered
        : null;

    /// <summary>The next hop does not wait until the outcome is stored.</summary>
    private void Failed(ChainWalk walk, HopFailure failure)
    {
        walk.Fail(failure);
        if (walk.Decision.DecisionId is not { } id || walk.Decision.Simulated || VerdictOf(failure.Failed) is not { } verdict)
        {
            return;
        }

        var outcome = new Outcome
        {
            DecisionId = id,
            Hop = failure.Hop,
            Verdict = verdict,
            Source = VerdictSource.Verifier,
            LatencyMs = failure.Duration.TotalMilliseconds,
        };
        var before = walk.Reported;
        walk.Reported = Task.Run(() => Report(before, outcome, failure.Endpoint));
    }

    /// <summary>Whatever the report throws is no fault of the chat.</summary>
    /// <param name="before">Reports of earlier hops: they come in order.</param>
    private async Task Report(Task before, Outcome outcome, string endpoint)
    {
        await before.ConfigureAwait(false);
        try
        {
            await decisions.ReportAsync([outcome], CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            OutcomeNotStored(endpoint, exception);
        }
    }

    /// <summary>Null for failures that say nothing about the endpoint's answers, or that the request caused.</summary>
    private static Verdict? VerdictOf(FailureClass failed) => failed switch
    {
        FailureClass.RateLimited or FailureClass.Unavailable or FailureClass.Timeout or FailureClass.Authentication
            or FailureClass.ModelNotFound => Verdict.Unanswered,
        FailureClass.RejectedOutput => Verdict.Wrong,
        FailureClass.ContextOverflow or FailureClass.OutputTruncated or FailureClass.ContentFiltered or FailureClass.InvalidRequest => null,
    };

    private static ChainFailedException Ended(ChainWalk walk) =>
        new(walk.Decision, walk.Failures, walk.Failures.Count > 0 ? walk.Failures[^1].Exception : null);

    [LoggerMessage(LogLevel.Warning, "the failure of `{endpoint}` was not stored as an outcome")]
    private partial void OutcomeNotStored(string endpoint, Exception exception);
}
