using RulesRouter.Classifiers.Reading;
using RulesRouter.Requests;

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

    [Theory]
    [InlineData("Explain what this pattern matches: ^[a-z]{2}$", "Explain what this pattern matches:")]
    [InlineData("simplify: if (done == true) { stop(); }", "simplify:")]
    [InlineData("What is wrong here? for (;;) { a[i]++; }", "What is wrong here?")]
    [InlineData("case 1: x = a[0]; break;", "")]
    [InlineData("total: int = sum(items) + 1;", "")]
    [InlineData("std::vector<int> v(n);", "")]
    [InlineData("return a ? b : c;", "")]
    public void Instruction_before_code_on_its_line_is_found(string line, string instruction) =>
        Assert.Equal(instruction, line[..TaskLines.InstructionIn(line)]);

    [Theory]
    [InlineData("Refactor this loop: for (var i = 0; i < n; i++) { sum += a[i]; }", 1, 1)]
    [InlineData("for (var i = 0; i < n; i++) { sum += a[i]; }", 0, 1)]
    public void Instruction_and_code_of_one_line_count_apart(string text, int prose, int code)
    {
        var outline = OutlineOf(text);

        Assert.Equal((prose, code), (outline.ProseLines, outline.CodeLines));
    }

    [Theory]
    [InlineData("NullReferenceException in Orders.cs line 12")]
    [InlineData("what does ZeroDivisionError mean")]
    public void Name_of_an_error_means_a_bug(string text) => Assert.True(OutlineOf(text).Has(Concept.Bug));

    [Theory]
    [InlineData("Wie lösche ich eine Zeile?", true)]
    [InlineData("どうすればいいですか", true)]
    [InlineData("¿Qué es?", true)]
    [InlineData("The naïve approach of a long English sentence with one such letter", false)]
    [InlineData("What is a cache?", false)]
    public void Instruction_with_letters_that_English_has_not_is_foreign(string text, bool foreign) =>
        Assert.Equal(foreign, OutlineOf(text).IsForeign);

    private static TaskOutline OutlineOf(string text)
    {
        var input = ClassifierInput.Of(text);
        return TaskReader.OutlineOf(input, PromptFeatures.Read(input));
    }

    [Fact]
    public void Prose_inside_a_fence_is_code() => Assert.Equal(TaskLine.Code, TaskLines.Of("the quick brown fox", fenced: true));
}
