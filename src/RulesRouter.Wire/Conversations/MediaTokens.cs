using System.Buffers.Binary;
using RulesRouter.Conversations;
using RulesRouter.Tokens;

namespace RulesRouter.Wire.Conversations;

/// <summary>
/// Tokens of images, audio and files. Vendors count them differently and the vendor is not chosen yet, so the greater count is taken where
/// a vendor documents a formula, and a bound from the size of the file where none does. The lower bound is one token.
/// </summary>
internal static class MediaTokens
{
    /// <summary>
    /// Of an image of unknown size: what Anthropic documents as the size to which it scales an image down, above the 1,445 of eight tiles
    /// at OpenAI.
    /// </summary>
    private const int MaxImage = 1_600;

    /// <summary>Of a file of unknown size: one page.</summary>
    private const int Page = PageText + MaxImage;

    /// <summary>Anthropic documents 1,500 to 3,000 tokens of text a page of a PDF, and its picture besides.</summary>
    private const int PageText = 3_000;

    /// <summary>Assumed of a PDF whose pages cannot be counted, because they are compressed.</summary>
    private const int PageBytes = 20_000;

    private const int BytesPerToken = 4;

    /// <summary>OpenAI documents a token each 100 ms of audio.</summary>
    private const int AudioTokensPerSecond = 10;

    /// <summary>Assumed of audio that is no WAV file: 16 kbit/s, less than speech is sent at.</summary>
    private const int CompressedBytesPerSecond = 2_000;

    /// <param name="file">Empty if it is unknown.</param>
    public static TokenCount Of(MediaKind kind, ReadOnlySpan<byte> file) => new(
        1,
        kind switch
        {
            MediaKind.Image => OfImage(file),
            MediaKind.Audio => OfAudio(file),
            MediaKind.File => OfFile(file),
            _ => throw new System.Diagnostics.UnreachableException($"{kind}"),
        });

    private static int OfImage(ReadOnlySpan<byte> file) =>
        ImageSize.Of(file) is { } size ? Math.Max(1, Math.Max(Tiles(size), Area(size))) : MaxImage;

    /// <summary>OpenAI, detail high: scaled into 2048 × 2048 and to 768 on the shorter side, 170 a tile of 512 × 512 and 85.</summary>
    private static int Tiles(ImageSize size)
    {
        var (width, height) = ((double)size.Width, (double)size.Height);
        var scale = Math.Min(1, 2048 / Math.Max(width, height));
        scale *= Math.Min(1, 768 / (Math.Min(width, height) * scale));
        return 85 + 170 * (int)(Math.Ceiling(width * scale / 512) * Math.Ceiling(height * scale / 512));
    }

    /// <summary>Anthropic: width × height / 750, scaled down above 1,568 pixels on the longer side or about 1,600 tokens.</summary>
    private static int Area(ImageSize size)
    {
        var (width, height) = ((double)size.Width, (double)size.Height);
        var scale = Math.Min(1, 1_568 / Math.Max(width, height));
        return (int)Math.Min(MaxImage, Math.Ceiling(width * scale * height * scale / 750));
    }

    private static int OfAudio(ReadOnlySpan<byte> file)
    {
        var isWav = file.Length >= 32 && file.StartsWith("RIFF"u8);
        var bytesPerSecond = isWav && BinaryPrimitives.ReadInt32LittleEndian(file[28..]) is var rate and > 0
            ? rate
            : CompressedBytesPerSecond;
        return 1 + (int)Math.Min(int.MaxValue / 2, (long)file.Length * AudioTokensPerSecond / bytesPerSecond);
    }

    private static int OfFile(ReadOnlySpan<byte> file)
    {
        if (file.IsEmpty)
        {
            return Page;
        }

        return file.StartsWith("%PDF-"u8)
            ? Math.Max(PagesOf(file), 1 + file.Length / PageBytes) * Page
            : 1 + file.Length / BytesPerToken;
    }

    private static int PagesOf(ReadOnlySpan<byte> pdf) => Pages(pdf, "/Type /Page"u8) + Pages(pdf, "/Type/Page"u8);

    /// <summary>Not the nodes of the page tree, which are of the type Pages.</summary>
    private static int Pages(ReadOnlySpan<byte> pdf, ReadOnlySpan<byte> mark)
    {
        var pages = 0;
        for (var at = pdf.IndexOf(mark); at >= 0; at = pdf.IndexOf(mark))
        {
            pdf = pdf[(at + mark.Length)..];
            pages += pdf is [(byte)'s', ..] ? 0 : 1;
        }

        return pages;
    }
}
