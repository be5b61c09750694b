using System.Buffers.Binary;
using System.Security.Cryptography;

namespace RulesRouter.Service.Endpoints;

/// <summary>Ids of decisions: UUIDs of version 7, which sort by time and which nobody guesses. Chance is taken from the system for many at once.</summary>
internal static class DecisionIds
{
    private const int Size = 16;

    [ThreadStatic]
    private static byte[]? chance;

    [ThreadStatic]
    private static int left;

    public static string Next(DateTimeOffset now)
    {
        if (left == 0)
        {
            chance ??= new byte[Size * 64];
            RandomNumberGenerator.Fill(chance);
            left = chance.Length / Size;
        }

        var id = chance!.AsSpan(--left * Size, Size);
        BinaryPrimitives.WriteInt64BigEndian(id, (now.ToUnixTimeMilliseconds() << 16) | BinaryPrimitives.ReadUInt16BigEndian(id[6..]));
        id[6] = (byte)(0x70 | (id[6] & 0x0F));
        id[8] = (byte)(0x80 | (id[8] & 0x3F));
        return new Guid(id, bigEndian: true).ToString();
    }
}
