using System.Security.Cryptography;
using System.Text;

namespace RulesRouter.Gateway.Redacting;

/// <summary>The key of each session's placeholders. It follows from a key that this process draws and keeps in memory only.</summary>
internal sealed class SessionKeys
{
    private readonly byte[] process = RandomNumberGenerator.GetBytes(32);

    /// <param name="keyId">The caller's credential; null without one.</param>
    /// <param name="session">Null: requests of the credential without a session are one session.</param>
    public byte[] Of(string? keyId, string? session) =>
        HMACSHA256.HashData(process, Encoding.UTF8.GetBytes($"{keyId?.Length ?? -1}\n{keyId}\n{session}"));
}
