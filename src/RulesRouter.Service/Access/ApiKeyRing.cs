using System.Collections.Frozen;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using RulesRouter.Access;

namespace RulesRouter.Service.Access;

/// <summary>The keys of one version of the file, ready to be looked up. Immutable.</summary>
internal sealed class ApiKeyRing
{
    private static readonly Entry Unknown =
        new(new ApiKey(Caller.Anonymous, ""), new byte[SHA256.HashSizeInBytes], AuthenticateResult.NoResult());

    private readonly FrozenDictionary<string, Entry> byId;
    private readonly FrozenDictionary<string, Entry>.AlternateLookup<ReadOnlySpan<char>> lookup;

    public ApiKeyRing(IEnumerable<ApiKey> keys)
    {
        Keys = [.. keys];
        byId = Keys.ToFrozenDictionary(key => key.Id, EntryOf, StringComparer.Ordinal);
        lookup = byId.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public IReadOnlyList<ApiKey> Keys { get; }

    /// <summary>
    /// The key with its result, or why it is rejected. An unknown id takes as long as a wrong secret and gives the same reason.
    /// </summary>
    public (ApiKey? Key, AuthenticateResult Result) Find(string text, DateTimeOffset now)
    {
        var found = ApiKeyText.TryReadId(text, out var id) && lookup.TryGetValue(id, out var entry) ? entry : Unknown;
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        ApiKeyText.Hash(text, hash);
        if (!CryptographicOperations.FixedTimeEquals(hash, found.Hash) || found == Unknown)
        {
            return (null, AuthenticateResult.Fail("the key is unknown"));
        }

        return found.Key switch
        {
            { Revoked: not null } => (null, AuthenticateResult.Fail($"key `{found.Key.Id}` has been revoked")),
            { Expires: { } expires } when expires <= now =>
                (null, AuthenticateResult.Fail($"key `{found.Key.Id}` expired at {expires.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}")),
            _ => (found.Key, found.Success),
        };
    }

    /// <summary>The id that a text claims, if there is such a key; null otherwise. For logs: whatever else it is may be a secret.</summary>
    public string? ClaimedId(string text) =>
        ApiKeyText.TryReadId(text, out var id) && lookup.TryGetValue(id, out var entry) ? entry.Key.Id : null;

    private static Entry EntryOf(ApiKey key) =>
        new(key, Convert.FromHexString(key.Hash.AsSpan(ApiKey.HashPrefix.Length)), Authenticated(key.Id));

    /// <summary>The result for every request with a key, so that none is built per request.</summary>
    internal static AuthenticateResult Authenticated(string id) => AuthenticateResult.Success(
        new AuthenticationTicket(
            new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, id)], CredentialHandler.Name)),
            CredentialHandler.Name));

    private sealed record Entry(ApiKey Key, byte[] Hash, AuthenticateResult Success);
}
