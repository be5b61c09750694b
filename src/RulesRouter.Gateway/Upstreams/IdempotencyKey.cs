using RulesRouter.Catalog;
using RulesRouter.Formats;

namespace RulesRouter.Gateway.Upstreams;

/// <summary>
/// A client's <c>idempotency-key</c>. Each endpoint gets a key of its own that follows from it: with the same key at two endpoints of one
/// vendor, the second would repeat the first one's answer, and clients that chose the same key would get each other's.
/// </summary>
/// <param name="value">As the client sent it.</param>
/// <param name="keyId">Id of the caller's credential; null without one.</param>
internal sealed class IdempotencyKey(string value, string? keyId)
{
    public const string Header = "idempotency-key";

    /// <summary>The same for every call of the endpoint, so that calling it again has no second effect.</summary>
    public string For(Endpoint endpoint) => Sha256.Hex($"{keyId}\n{value}\n{endpoint.Id}");
}
