using System.Security.Cryptography;
using System.Text;

namespace RulesRouter.Formats;

/// <summary>SHA-256 of bytes and of strings in UTF-8, as lower-case hexadecimal digits.</summary>
internal static class Sha256
{
    private const int ShortLength = 16;

    /// <summary>64 digits.</summary>
    public static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>64 digits.</summary>
    public static string Hex(string text) => Hex(Encoding.UTF8.GetBytes(text));

    /// <summary>The first 16 digits.</summary>
    public static string ShortHex(string text) => Hex(text)[..ShortLength];

    /// <summary><c>sha256:</c> and 64 digits.</summary>
    public static string Digest(string text) => Prefixed(Hex(text));

    /// <summary><c>sha256:</c> and the first 16 digits.</summary>
    public static string ShortDigest(string text) => Prefixed(ShortHex(text));

    /// <summary><c>sha256:</c> and 64 digits of several parts, one after another.</summary>
    public static string Digest(IEnumerable<ReadOnlyMemory<byte>> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in parts)
        {
            hash.AppendData(part.Span);
        }

        return Prefixed(Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>32 bytes.</summary>
    public static byte[] Bytes(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    private static string Prefixed(string hex) => "sha256:" + hex;
}
