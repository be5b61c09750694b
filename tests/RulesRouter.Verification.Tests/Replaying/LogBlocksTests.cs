using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using RulesRouter.Verification.Replaying;

namespace RulesRouter.Verification.Tests.Replaying;

public sealed class LogBlocksTests
{
    private static Gen<string[]> Lines => Gen.Frequency(
        (20, Gen.Choose(0, 2000)),
        (1, Gen.Choose(0, 3_000_000))).Select(length => new string('x', length)).ArrayOf();

    [Property(MaxTest = 30)]
    public Property Reads_every_line_once_whole_and_in_order() => Prop.ForAll(Lines.ToArbitrary(), lines =>
    {
        using var log = new MemoryStream(Encoding.ASCII.GetBytes(string.Join('\n', lines)));
        var blocks = LogBlocks.Read(log).ToList();

        Assert.Equal(
            string.Join('\n', lines),
            string.Concat(blocks.Select(block => Encoding.ASCII.GetString(block.Bytes, 0, block.Length))));
        var line = 1L;
        foreach (var block in blocks)
        {
            Assert.Equal(line, block.FirstLine);
            Assert.True(block == blocks[^1] || block.Bytes[block.Length - 1] == (byte)'\n');
            line += block.Bytes.AsSpan(0, block.Length).Count((byte)'\n');
        }
    });
}
