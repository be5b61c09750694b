using Microsoft.Extensions.AI;
using RulesRouter.Client.Decisions;
using RulesRouter.Requests;

namespace RulesRouter.Client.Chat;

/// <summary>The decision behind an answer, and the calls up to it.</summary>
/// <param name="Hop">Position in <see cref="DecisionResponse.Chain"/> of the endpoint that answered.</param>
/// <param name="Failures">Calls before it that failed, in order.</param>
public sealed record ChatRouting(DecisionResponse Decision, int Hop, IReadOnlyList<HopFailure> Failures)
{
    private const string Key = "rulesrouter";

    /// <summary>The endpoint that answered.</summary>
    public DecisionHop Answered => Decision.Chain[Hop];

    /// <summary>The routing of an answer; null if it is from no router.</summary>
    public static ChatRouting? Of(ChatResponse response) => In(response?.AdditionalProperties);

    /// <summary>The routing of a part of a streamed answer; null if it is from no router.</summary>
    public static ChatRouting? Of(ChatResponseUpdate update) => In(update?.AdditionalProperties);

    internal void AddTo(ChatResponse response) => (response.AdditionalProperties ??= [])[Key] = this;

    internal void AddTo(ChatResponseUpdate update) => (update.AdditionalProperties ??= [])[Key] = this;

    private static ChatRouting? In(AdditionalPropertiesDictionary? properties) =>
        properties?.TryGetValue<ChatRouting>(Key, out var routing) == true ? routing : null;
}

/// <summary>A call that failed.</summary>
/// <param name="Hop">Position in the chain.</param>
/// <param name="Exception">Null if the call gave an answer that was not accepted.</param>
public sealed record HopFailure(int Hop, string Endpoint, FailureClass Failed, TimeSpan Duration, Exception? Exception);
