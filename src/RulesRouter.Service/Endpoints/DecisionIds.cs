using System.Buffers.Binary;
using System.Security.Cryptography;

namespace RulesRouter.Service.Endpoints;

/// <summary>
/// Decision ids: version 7 UUIDs, which sort by time and cannot be guessed. Random bytes are drawn from the system in blocks.
/// </summary>
internal static class DecisionIds
{
    private const int Size = 16;

    [ThreadStatic]
    private static byte[]? random;

    [ThreadStatic]
    private static int left;

    public static string Next(DateTimeOffset now)
    {
        if (left == 0)
        {
            random ??= new byte[Size * 64];
            RandomNumberGenerator.Fill(random);
            left = random.Length / Size;
        }

        var id = random!.AsSpan(--left * Size, Size);
        BinaryPrimitives.WriteInt64BigEndian(id, (now.ToUnixTimeMilliseconds() << 16) | BinaryPrimitives.ReadUInt16BigEndian(id[6..]));
        id[6] = (byte)(0x70 | (id[6] & 0x0F));
        id[8] = (byte)(0x80 | (id[8] & 0x3F));
        return new Guid(id, bigEndian: true).ToString();
    }
}
