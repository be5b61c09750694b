using System.Text;
using RulesRouter.Catalog;
using RulesRouter.Language;
using RulesRouter.Service.Gateway;
using RulesRouter.State.Sessions;
using RulesRouter.State.Stores;

namespace RulesRouter.Gateway.Tests.Serving;

public sealed class ConversationMemoryTests : IDisposable
{
    private const string Catalog = """
        apiVersion: rulesrouter/v1
        kind: Catalog
        metadata: { name: small }
        spec:
          providers: { a: {}, b: {} }
          models: { m: {} }
          endpoints:
            "a/m": { model: m, contextTokens: 100000, maxOutputTokens: 1000 }
            "b/m": { model: m, contextTokens: 100000, maxOutputTokens: 1000 }
        """;

    private const string Policy = """
        apiVersion: rulesrouter/v1
        kind: RoutingPolicy
        metadata: { name: p }
        spec: { rules: [{ id: default, select: { objective: price } }] }
        """;

    private readonly StateFile file = new(null);

    public void Dispose() => file.Dispose();

    [Fact]
    public void Conversations_and_responses_are_known_to_other_instances()
    {
        var set = PolicyFolder.Load(
            [
                new PolicyFile("catalog.yaml", Encoding.UTF8.GetBytes(Catalog)),
                new PolicyFile("policy.yaml", Encoding.UTF8.GetBytes(Policy)),
            ],
            "classifier").Set!;
        var (one, other) = (Memory(), Memory());

        one.Answered("key", "s", set.Catalog.FindEndpoint("a/m")!, Usage(cached: 100));
        other.Answered("key", "s", set.Catalog.FindEndpoint("b/m")!, Usage(cached: 200));
        one.Store("key", "response-1", set.Catalog.FindEndpoint("b/m")!);

        var session = one.SessionOf("key", "s", set.Catalog)!;
        Assert.Equal("b/m", session.LastEndpoint);
        Assert.Equal([("a/m", 100), ("b/m", 200)], session.CachedTokens.Select(pair => (pair.Key, pair.Value)));
        Assert.Equal("b/m", other.HomeOf("key", "response-1"));
        Assert.Null(other.HomeOf("another key", "response-1"));
        Assert.Null(other.SessionOf("another key", "s", set.Catalog)!.LastEndpoint);
    }

    private static TokenUsage Usage(double cached) => new(1_000, cached, 0, 10, 0);

    private ConversationMemory Memory() => new(new SqliteSessionStore(file), TimeProvider.System);
}
