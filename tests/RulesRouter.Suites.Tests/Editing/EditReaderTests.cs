using RulesRouter.Suites.Editing;

namespace RulesRouter.Suites.Tests.Editing;

public sealed class EditReaderTests
{
    [Fact]
    public void Whole_files_are_read_with_their_paths_and_nested_fences()
    {
        var read = EditReader.WholeFiles(
            "Here:\n\n**FILE: `a/b.md`**\n\n````md\n```\ncode\n```\n````\nFILE: c.txt\n```\nx\n```\n",
            _ => null);

        Assert.Null(read.Malformed);
        Assert.Equal<Edit>([new Edit("a/b.md", "```\ncode\n```\n"), new Edit("c.txt", "x\n")], read.Edits);
    }

    [Fact]
    public void Line_ends_of_the_file_are_kept() =>
        Assert.Equal<Edit>([new Edit("a", "1\r\n2\r\n")], EditReader.WholeFiles("FILE: a\n```\n1\n2\n```", _ => "old\r\n").Edits);

    [Theory]
    [InlineData("no file", "the answer has no line `FILE: path`")]
    [InlineData("FILE: a\ntext", "`a` has no fenced block")]
    [InlineData("FILE: a\n```\ntext", "the block of `a` is not closed")]
    public void Malformed_whole_files_are_explained(string answer, string reason) =>
        Assert.Equal(reason, EditReader.WholeFiles(answer, _ => null).Malformed);

    [Fact]
    public void Blocks_replace_lines_one_after_the_other_and_make_new_files()
    {
        const string Answer =
            "FILE: a\n<<<<<<< SEARCH\n2\n=======\ntwo\n>>>>>>> REPLACE\n<<<<<<< SEARCH\ntwo\n3\n=======\n>>>>>>> REPLACE\n" +
            "FILE: b\n<<<<<<< SEARCH\n=======\nnew\n>>>>>>> REPLACE\n";

        var read = EditReader.SearchReplace(Answer, path => path == "a" ? "1\n2\n3\n" : null);

        Assert.Equal<Edit>([new Edit("a", "1\n"), new Edit("b", "new\n")], read.Edits);
    }

    [Theory]
    [InlineData("<<<<<<< SEARCH\n=======\n>>>>>>> REPLACE", "a block comes before the first line `FILE: path`")]
    [InlineData("FILE: a\n<<<<<<< SEARCH\n1\n=======\n", "a block of `a` is not closed")]
    [InlineData("FILE: a\n<<<<<<< SEARCH\n9\n=======\n>>>>>>> REPLACE", "the lines of a SEARCH do not occur in `a`")]
    [InlineData("FILE: a\n<<<<<<< SEARCH\n1\n=======\n>>>>>>> REPLACE", "the lines of a SEARCH occur more than once in `a`")]
    [InlineData("FILE: a\n<<<<<<< SEARCH\n=======\n>>>>>>> REPLACE", "the file `a` exists; an empty SEARCH makes a new file")]
    [InlineData("FILE: b\n<<<<<<< SEARCH\n1\n=======\n>>>>>>> REPLACE", "there is no file `b`")]
    [InlineData("text", "the answer has no search/replace block")]
    public void Malformed_blocks_are_explained(string answer, string reason) =>
        Assert.Equal(reason, EditReader.SearchReplace(answer, path => path == "a" ? "1\n1\n" : null).Malformed);

    [Theory]
    [InlineData("So:\n```diff\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-1\n+2\n```\nDone.")]
    [InlineData("```js\ncode\n```\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-1\n+2")]
    public void Diff_is_found_with_and_without_a_fence(string answer) =>
        Assert.Equal("--- a/x\n+++ b/x\n@@ -1 +1 @@\n-1\n+2\n", EditReader.Diff(answer));

    [Fact]
    public void Answer_without_a_diff_has_none() => Assert.Null(EditReader.Diff("```js\ncode\n```"));
}
