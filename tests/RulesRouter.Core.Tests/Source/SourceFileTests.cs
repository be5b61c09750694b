using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using RulesRouter.Source;

namespace RulesRouter.Core.Tests.Source;

public sealed class SourceFileTests
{
    [Property(MaxTest = 200)]
    public Property An_offset_and_its_line_and_column_are_the_same_place() => Prop.ForAll(
        Gen.Elements('a', '\n', '\r', '\t', 'é').ListOf().Select(letters => new string([.. letters])).ToArbitrary(),
        text =>
        {
            var source = new SourceFile("f", text);
            for (var offset = 0; offset <= text.Length; offset++)
            {
                var (line, column) = source.PositionOf(offset);

                Assert.Equal(offset, source.OffsetOf(line, column));
                Assert.Equal(text.Take(offset).Count(letter => letter == '\n') + 1, line);
            }
        });

    [Fact]
    public void A_line_is_shown_without_its_break_whatever_the_break_is()
    {
        var source = new SourceFile("f", "first\r\nsecond\nthird");

        Assert.Equal(["first", "second", "third"], new[] { 1, 2, 3 }.Select(source.LineAt));
    }

    [Fact]
    public void A_position_outside_the_file_is_clamped()
    {
        var source = new SourceFile("f", "ab");

        Assert.Equal((1, 3), source.PositionOf(99));
        Assert.Equal((1, 1), source.PositionOf(-5));
        Assert.Equal(2, source.OffsetOf(7, 7));
    }
}
