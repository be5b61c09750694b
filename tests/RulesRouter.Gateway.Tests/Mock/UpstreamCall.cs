using System.Text.Json;

namespace RulesRouter.Gateway.Tests.Mock;

/// <summary>A call that the mock got.</summary>
internal sealed record UpstreamCall(string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    private readonly TaskCompletionSource<long> left = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes with the time, in stopwatch ticks, at which the caller left before its answer was complete.</summary>
    public Task<long> CallerLeft => left.Task;

    public JsonElement Json => JsonDocument.Parse(Body, new JsonDocumentOptions { MaxDepth = 500 }).RootElement;

    public void Leave(long at) => left.TrySetResult(at);
}
