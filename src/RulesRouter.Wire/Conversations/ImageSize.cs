using System.Buffers.Binary;

namespace RulesRouter.Wire.Conversations;

/// <summary>Width and height of an image in pixels, from the header of its file.</summary>
internal readonly record struct ImageSize(int Width, int Height)
{
    /// <summary>Null for a file that is not a complete PNG, GIF, JPEG or WebP header.</summary>
    public static ImageSize? Of(ReadOnlySpan<byte> file) =>
        file is [0x89, (byte)'P', (byte)'N', (byte)'G', ..] ? Png(file)
        : file.StartsWith("GIF8"u8) ? Gif(file)
        : file is [0xFF, 0xD8, ..] ? Jpeg(file)
        : file.StartsWith("RIFF"u8) && file.Length >= 30 && file[8..].StartsWith("WEBP"u8) ? Webp(file)
        : null;

    private static ImageSize? Png(ReadOnlySpan<byte> file) => file.Length < 24
        ? null
        : Known(BinaryPrimitives.ReadInt32BigEndian(file[16..]), BinaryPrimitives.ReadInt32BigEndian(file[20..]));

    private static ImageSize? Gif(ReadOnlySpan<byte> file) => file.Length < 10
        ? null
        : Known(BinaryPrimitives.ReadUInt16LittleEndian(file[6..]), BinaryPrimitives.ReadUInt16LittleEndian(file[8..]));

    /// <summary>The size is in the first frame header; the segments before it are skipped.</summary>
    private static ImageSize? Jpeg(ReadOnlySpan<byte> file)
    {
        for (var at = 2; at + 9 <= file.Length && file[at] == 0xFF;)
        {
            var marker = file[at + 1];
            var isFrame = marker is >= 0xC0 and <= 0xCF and not 0xC4 and not 0xC8 and not 0xCC;
            if (isFrame)
            {
                return Known(
                    BinaryPrimitives.ReadUInt16BigEndian(file[(at + 7)..]),
                    BinaryPrimitives.ReadUInt16BigEndian(file[(at + 5)..]));
            }

            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]);
        }

        return null;
    }

    private static ImageSize? Webp(ReadOnlySpan<byte> file)
    {
        if (file[12..].StartsWith("VP8X"u8))
        {
            return Known(1 + Read24(file[24..]), 1 + Read24(file[27..]));
        }

        if (file[12..].StartsWith("VP8L"u8))
        {
            var bits = BinaryPrimitives.ReadUInt32LittleEndian(file[21..]);
            return Known(1 + (int)(bits & 0x3FFF), 1 + (int)((bits >> 14) & 0x3FFF));
        }

        return file[12..].StartsWith("VP8 "u8)
            ? Known(
                BinaryPrimitives.ReadUInt16LittleEndian(file[26..]) & 0x3FFF,
                BinaryPrimitives.ReadUInt16LittleEndian(file[28..]) & 0x3FFF)
            : null;
    }

    private static int Read24(ReadOnlySpan<byte> bytes) => bytes[0] | bytes[1] << 8 | bytes[2] << 16;

    private static ImageSize? Known(int width, int height) => width > 0 && height > 0 ? new ImageSize(width, height) : null;
}
