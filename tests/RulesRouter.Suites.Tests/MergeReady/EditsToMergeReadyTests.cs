using RulesRouter.Suites.MergeReady;

namespace RulesRouter.Suites.Tests.MergeReady;

/// <summary>Edits counted by hand.</summary>
public sealed class EditsToMergeReadyTests
{
    [Theory]
    [InlineData("a\nb\nc\n", "a\nb\nc\n", 0, 0, "equal")]
    [InlineData("a\nb\nc\n", "a\nx\nc\n", 2, 1, "a line is replaced: one removed, one added")]
    [InlineData("a\nb\nc\nd\ne\n", "x\nb\nc\nd\ny\n", 4, 2, "two places")]
    [InlineData("a\nb\n", "a\nb\nc\nd\n", 2, 1, "two lines are missing")]
    [InlineData("a\nb\nc\n", "c\na\nb\n", 0, 0, "a line is moved")]
    [InlineData("  a ( b )\n", "a ( b )\n", 0, 0, "indentation")]
    [InlineData("a  b\n", "a b\n", 0, 0, "blanks within")]
    [InlineData("if (a)\n{\n  b\n}\n", "if (a)\n  b\n", 0, 0, "lone brackets and empty lines are formatting")]
    [InlineData("a\n\n\nb\n", "a\nb\n", 0, 0, "empty lines")]
    [InlineData("a\r\nb\r\n", "a\nb\n", 0, 0, "line ends")]
    [InlineData("a\na\n", "a\n", 1, 1, "a line that occurs twice")]
    [InlineData("", "a\nb\n", 2, 1, "a new file")]
    public void Distance_is_what_a_reviewer_counts(string candidate, string accepted, int lines, int hunks, string why)
    {
        Assert.NotEmpty(why);
        Assert.Equal((lines, hunks), EditsToMergeReady.Between(Files(candidate), Files(accepted)));
    }

    [Fact]
    public void Line_moved_to_another_file_is_no_edit() => Assert.Equal(
        (0, 0),
        EditsToMergeReady.Between(
            new Dictionary<string, string> { ["a"] = "moved\nstays\n", ["b"] = "other\n" },
            new Dictionary<string, string> { ["a"] = "stays\n", ["b"] = "other\nmoved\n" }));

    [Fact]
    public void File_that_should_not_be_there_counts_whole() => Assert.Equal(
        (2, 1),
        EditsToMergeReady.Between(new Dictionary<string, string> { ["a"] = "1\n2\n" }, new Dictionary<string, string>()));

    private static Dictionary<string, string> Files(string content) =>
        content.Length == 0 ? [] : new Dictionary<string, string> { ["file"] = content };
}
