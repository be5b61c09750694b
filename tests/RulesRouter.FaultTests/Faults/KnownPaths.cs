using RulesRouter.FaultTests.Processes;

namespace RulesRouter.FaultTests.Faults;

/// <summary>The paths that a service has, as its own description lists them, and those that it does not describe.</summary>
internal static class KnownPaths
{
    private static readonly string[] NotDescribed =
    [
        "/metrics", "/reference", "/openapi/v1.json", "/openai/v1/chat/completions", "/openai/v1/responses", "/openai/v1/embeddings",
        "/openai/v1/models", "/anthropic/v1/messages", "/anthropic/v1/messages/count_tokens", "/anthropic/v1/models", "/", "/v1", "/v2/decisions",
    ];

    public static async Task<string[]> Of(Client client) =>
    [
        .. (await client.Get("/openapi/v1.json")).Json.GetProperty("paths").EnumerateObject()
            .Select(path => path.Name)
            .Union(NotDescribed),
    ];
}
