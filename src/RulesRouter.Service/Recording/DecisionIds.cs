using System.Buffers.Binary;
using System.Security.Cryptography;

namespace RulesRouter.Service.Recording;

/// <summary>
/// Decision ids: a version 7 UUID, which sorts by time and cannot be guessed, and 20 hexadecimal digits that sign it (the start of its
/// HMAC-SHA256). Every instance with the same key recognises the ids of the others. Random bytes are drawn from the system in blocks.
/// </summary>
internal sealed class DecisionIds(DecisionKey key)
{
    private const int Size = 16;
    private const int UuidLength = 36;
    private const int SignatureBytes = 10;
    private const int Length = UuidLength + 1 + (2 * SignatureBytes);

    [ThreadStatic]
    private static byte[]? random;

    [ThreadStatic]
    private static int left;

    /// <param name="hasOutcomes">Outcomes may refer to the decision; otherwise random digits take the place of the signature.</param>
    public string Next(DateTimeOffset now, bool hasOutcomes)
    {
        if (left == 0)
        {
            random ??= new byte[Size * 64];
            RandomNumberGenerator.Fill(random);
            left = random.Length / Size;
        }

        var uuid = random!.AsSpan(--left * Size, Size);
        BinaryPrimitives.WriteInt64BigEndian(
            uuid,
            (now.ToUnixTimeMilliseconds() << 16) | BinaryPrimitives.ReadUInt16BigEndian(uuid[6..]));
        uuid[6] = (byte)(0x70 | (uuid[6] & 0x0F));
        uuid[8] = (byte)(0x80 | (uuid[8] & 0x3F));
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        if (hasOutcomes)
        {
            HMACSHA256.HashData(key.Bytes, uuid, hash);
        }
        else
        {
            RandomNumberGenerator.Fill(hash);
        }

        Span<char> id = stackalloc char[Length];
        new Guid(uuid, bigEndian: true).TryFormat(id, out _);
        id[UuidLength] = '-';
        Convert.TryToHexStringLower(hash[..SignatureBytes], id[(UuidLength + 1)..], out _);
        return new string(id);
    }

    /// <summary>
    /// When the decision was made, if an instance with the same key made it; null if the id is forged or not of a decision.
    /// </summary>
    public DateTimeOffset? SignedAt(string id)
    {
        if (id.Length != Length || id[UuidLength] != '-' || !Guid.TryParseExact(id.AsSpan(0, UuidLength), "D", out var uuid))
        {
            return null;
        }

        Span<byte> bytes = stackalloc byte[Size];
        uuid.TryWriteBytes(bytes, bigEndian: true, out _);
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key.Bytes, bytes, hash);
        Span<char> signature = stackalloc char[2 * SignatureBytes];
        Convert.TryToHexStringLower(hash[..SignatureBytes], signature, out _);
        return CryptographicOperations.FixedTimeEquals(
                System.Runtime.InteropServices.MemoryMarshal.AsBytes(signature),
                System.Runtime.InteropServices.MemoryMarshal.AsBytes(id.AsSpan(UuidLength + 1)))
            ? DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(bytes) >>> 16)
            : null;
    }
}
