using RulesRouter.Conversations;
using RulesRouter.Requests;
using RulesRouter.Tokens;
using RulesRouter.Wire.Conversations;

namespace RulesRouter.Wire.Tests.Conversations;

public sealed class MediaTokensTests
{
    /// <summary>The examples of OpenAI's guide: 765 and 1,105 tokens. Anthropic's count of the same is greater.</summary>
    [Theory]
    [InlineData(1024, 1024, 1399)]
    [InlineData(2048, 4096, 1600)]
    [InlineData(512, 512, 350)]
    [InlineData(100, 100, 255)]
    [InlineData(3000, 200, 765)]
    public void An_image_costs_the_greater_of_two_documented_counts(int width, int height, int expected) =>
        Assert.Equal(new TokenCount(1, expected), MediaTokens.Of(MediaKind.Image, Png(width, height)));

    [Fact]
    public void An_image_of_unknown_size_costs_the_bound() =>
        Assert.Equal(1_600, MediaTokens.Of(MediaKind.Image, "no image at all"u8).Estimate);

    [Fact]
    public void Headers_of_every_format_state_the_size()
    {
        byte[] gif = [.. "GIF89a"u8, 100, 0, 50, 0];
        byte[] jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xC0, 0, 17, 8, 0, 50, 0, 100];
        byte[] extended = [.. "RIFF\0\0\0\0WEBPVP8X"u8, 10, 0, 0, 0, 0, 0, 0, 0, 99, 0, 0, 49, 0, 0];
        byte[] lossless = [.. "RIFF\0\0\0\0WEBPVP8L"u8, 0, 0, 0, 0, 0x2F, 99, 0x40, 0x0C, 0, 0, 0, 0, 0, 0];
        byte[] lossy = [.. "RIFF\0\0\0\0WEBPVP8 "u8, 0, 0, 0, 0, 0, 0, 0, 0x9D, 1, 0x2A, 100, 0, 50, 0];

        foreach (var file in new[] { gif, jpeg, extended, lossless, lossy, Png(100, 50) })
        {
            Assert.Equal(new ImageSize(100, 50), ImageSize.Of(file));
            for (var length = 0; length < file.Length - 4; length++)
            {
                ImageSize.Of(file.AsSpan(0, length));
            }
        }
    }

    [Fact]
    public void A_JPEG_that_loops_or_ends_early_has_no_size()
    {
        Assert.Null(ImageSize.Of([0xFF, 0xD8, 0xFF, 0xE0, 0, 0, 0xFF, 0xE0, 0, 0, 0, 0, 0]));
        Assert.Null(ImageSize.Of([0xFF, 0xD8, 0xFF, 0xE0, 0xFF, 0xFF, 0, 0, 0, 0, 0]));
    }

    [Fact]
    public void A_PDF_costs_what_its_pages_cost()
    {
        Assert.Equal(2 * 4_600, MediaTokens.Of(MediaKind.File, "%PDF-1.4 /Type /Pages /Type /Page /Type/Page"u8).Estimate);
        Assert.Equal(6 * 4_600, MediaTokens.Of(MediaKind.File, [.. "%PDF-1.7"u8, .. new byte[100_000]]).Estimate);
    }

    [Fact]
    public void Audio_costs_ten_tokens_a_second()
    {
        byte[] format = [16, 0, 0, 0, 1, 0, 1, 0, 0x40, 0x1F, 0, 0, 0x80, 0x3E, 0, 0, 2, 0, 16, 0];
        byte[] wav = [.. "RIFF\0\0\0\0WAVEfmt "u8, .. format, .. new byte[32_000]];

        Assert.InRange(MediaTokens.Of(MediaKind.Audio, wav).Estimate, 20, 22);
        Assert.Equal(161, MediaTokens.Of(MediaKind.Audio, new byte[32_000]).Estimate);
    }

    private static byte[] Png(int width, int height) =>
    [
        0x89, .. "PNG\r\n\u001a\n"u8, 0, 0, 0, 13, .. "IHDR"u8,
        0, 0, (byte)(width >> 8), (byte)width, 0, 0, (byte)(height >> 8), (byte)height,
    ];
}
