using Microsoft.Extensions.AI;
using RulesRouter.Requests;

namespace RulesRouter.Client.Chat;

/// <summary>How chats are routed.</summary>
public sealed record RoutingChatOptions
{
    /// <summary>The policy of requests that name none.</summary>
    public string? Policy { get; set; }

    /// <summary>
    /// Obligations of decisions that the application fulfils; a decision with another one is denied. The chat client itself fulfils
    /// <c>cap-output</c>.
    /// </summary>
    public IReadOnlyList<string> ObligationsSupported { get; set; } = ["cap-output"];

    /// <summary>
    /// The class of an exception of a provider's client; null for one that it does not know, which is then classified by its HTTP status.
    /// </summary>
    public Func<Exception, FailureClass?>? Classify { get; set; }

    /// <summary>
    /// Whether a whole answer is accepted, such as that it satisfies a schema or passes tests; one that is not leads to the next hop as
    /// <see cref="FailureClass.RejectedOutput"/>, and is reported as wrong. Null: every answer that has content. Streams are not checked.
    /// </summary>
    public Func<ChatResponse, CancellationToken, ValueTask<bool>>? Accept { get; set; }

    /// <summary>Ids of the providers that have a client; empty: none can be called.</summary>
    internal IReadOnlyList<string> Providers { get; set; } = [];
}
