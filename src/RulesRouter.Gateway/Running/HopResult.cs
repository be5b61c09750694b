using RulesRouter.Gateway.Chains;
using RulesRouter.Gateway.Dialects;
using RulesRouter.Gateway.Dialects.Answers;
using RulesRouter.Gateway.Dialects.Errors;
using RulesRouter.Gateway.Upstreams;

namespace RulesRouter.Gateway.Running;

/// <summary>What came of calling one hop.</summary>
internal abstract record HopResult
{
    private HopResult()
    {
    }

    /// <summary>The client has the whole stream.</summary>
    internal sealed record Streamed : HopResult;

    /// <summary>A body for the client, not sent yet.</summary>
    /// <param name="Answer">What it says; null if it is no model's answer.</param>
    /// <param name="RequestId">The upstream's id of the call; null if it states none.</param>
    internal sealed record Received(ReadOnlyMemory<byte> Body, Answer? Answer, string? RequestId) : HopResult
    {
        /// <summary>Translates the body, a stream of the upstream, for the client; null if the body is the client's.</summary>
        public UpstreamRequest? Stream { get; init; }
    }

    internal sealed record Failed(HopFailure Failure, UpstreamFailure Error, RetryHeaders Retry) : HopResult
    {
        /// <summary>
        /// A stream that failed as soon as it had content: content and error as the client would have got them. It gets them if no other
        /// hop answers. Null otherwise.
        /// </summary>
        public ReadOnlyMemory<byte>? Held { get; init; }
    }

    /// <summary>The client left, or another call answered earlier.</summary>
    internal sealed record Abandoned : HopResult;
}
