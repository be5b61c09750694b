using RulesRouter.Classifiers.Reading;

namespace RulesRouter.Classifiers.Tests.Reading;

public class TaskLinesTests
{
    [Theory]
    [InlineData("Explain the following code to a beginner;", "Prose")]
    [InlineData("Explain the following code;", "Prose")]
    [InlineData("Fix this;", "Prose")]
    [InlineData("summarise the changes;", "Prose")]
    [InlineData("Erkläre den folgenden Code;", "Prose")]
    [InlineData("Please review;", "Prose")]
    [InlineData("private final String name;", "Code")]
    [InlineData("unsigned long count;", "Code")]
    [InlineData("return result;", "Code")]
    [InlineData("delete node;", "Code")]
    [InlineData("from time to time I forget what this does", "Prose")]
    [InlineData("解释一下这段代码", "Prose")]
    [InlineData("    return x + 1;", "Code")]
    [InlineData("def read(path):", "Code")]
    [InlineData("// counts the words", "Comment")]
    [InlineData("@@ -1,3 +1,4 @@ class A", "Diff")]
    [InlineData("```python", "Fence")]
    [InlineData("   ", "Blank")]
    public void Line_is_separated_by_its_form(string line, string kind) =>
        Assert.Equal(kind, TaskLines.Of(line, fenced: false).ToString());

    [Fact]
    public void Prose_inside_a_fence_is_code() => Assert.Equal(TaskLine.Code, TaskLines.Of("the quick brown fox", fenced: true));
}
