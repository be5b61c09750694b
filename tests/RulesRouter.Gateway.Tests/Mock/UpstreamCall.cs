using System.Text.Json;

namespace RulesRouter.Gateway.Tests.Mock;

/// <summary>A call that the mock got.</summary>
internal sealed record UpstreamCall(string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    private readonly TaskCompletionSource left = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the caller leaves before its answer is complete.</summary>
    public Task CallerLeft => left.Task;

    public JsonElement Json => JsonDocument.Parse(Body, new JsonDocumentOptions { MaxDepth = 500 }).RootElement;

    public void Leave() => left.TrySetResult();
}
