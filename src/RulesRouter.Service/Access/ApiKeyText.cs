using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using RulesRouter.Access;

namespace RulesRouter.Service.Access;

/// <summary>
/// An API key as its holder sends it: <c>rr_ID_SECRET</c> with 32 random bytes, so that its hash needs no salt and no slow function, and a
/// scanner of secrets recognises it.
/// </summary>
internal static class ApiKeyText
{
    private const string Prefix = "rr_";
    private const int SecretBytes = 32;

    /// <summary>Characters of the secret in base64url.</summary>
    private const int SecretLength = 43;

    /// <summary>A new key.</summary>
    public static string Create(string id)
    {
        Span<byte> secret = stackalloc byte[SecretBytes];
        RandomNumberGenerator.Fill(secret);
        return $"{Prefix}{id}_{Base64Url.EncodeToString(secret)}";
    }

    /// <summary>The id within a key; false if the text has another form.</summary>
    public static bool TryReadId(string key, out ReadOnlySpan<char> id)
    {
        var end = key.Length - SecretLength - 1;
        var isKey = end > Prefix.Length && key.StartsWith(Prefix, StringComparison.Ordinal) && key[end] == '_';
        id = isKey ? key.AsSpan(Prefix.Length, end - Prefix.Length) : [];
        return isKey;
    }

    /// <summary>The hash of a key as a file of keys holds it.</summary>
    public static string HashOf(string key)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Hash(key, hash);
        return ApiKey.HashPrefix + Convert.ToHexStringLower(hash);
    }

    /// <param name="hash">32 bytes.</param>
    public static void Hash(string key, Span<byte> hash)
    {
        Span<byte> bytes = stackalloc byte[256];
        SHA256.HashData(Encoding.UTF8.TryGetBytes(key, bytes, out var length) ? bytes[..length] : Encoding.UTF8.GetBytes(key), hash);
    }
}
