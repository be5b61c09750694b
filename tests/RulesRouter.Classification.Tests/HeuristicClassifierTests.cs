using FsCheck;
using FsCheck.Xunit;
using RulesRouter.Catalog;
using RulesRouter.Requests;

namespace RulesRouter.Classifiers.Tests;

public class HeuristicClassifierTests
{
    private static readonly HeuristicClassifier Classifier = new();

    [Fact]
    public void A_prompt_with_fill_in_the_middle_markers_is_autocomplete()
    {
        var classification = Classify("<fim_prefix>def add(a, b):\n    return <fim_suffix>\n<fim_middle>");

        Assert.Equal(TaskKind.Autocomplete, classification.Task);
        Assert.True(classification.TaskConfidence > 0.9);
        Assert.Equal(ComplexityTier.Low, classification.Tier);
    }

    [Fact]
    public void A_diff_without_another_instruction_is_a_code_review() =>
        Assert.Equal(TaskKind.CodeReview, Classify("@@ -1,3 +1,4 @@ class A\n {\n+    close();\n-    open();\n }").Task);

    [Fact]
    public void A_stack_trace_is_debugging() =>
        Assert.Equal(TaskKind.Debugging, Classify(
            "Why?\nTraceback (most recent call last):\n  File \"a.py\", line 3, in <module>\n    f()\nKeyError: 'x'").Task);

    [Fact]
    public void A_dotnet_stack_trace_is_debugging() =>
        Assert.Equal(TaskKind.Debugging, Classify(
            "System.InvalidOperationException: Sequence contains no elements\n   at System.Linq.First(IEnumerable`1 source)\n   at A.B() in A.cs:line 3").Task);

    [Theory]
    [InlineData("Write unit tests for this function:\n```python\ndef f(x):\n    return x\n```", TaskKind.UnitTestGeneration)]
    [InlineData("write unit tests for a parser", TaskKind.UnitTestGeneration)]
    [InlineData("Please add a few more pytest tests for the retry logic.", TaskKind.UnitTestGeneration)]
    [InlineData("Review my pull request, please: the diff touches one class.", TaskKind.CodeReview)]
    [InlineData("Review my pull request", TaskKind.CodeReview)]
    [InlineData("Why does my code crash with a NullReferenceException?", TaskKind.Debugging)]
    [InlineData("fix failing test in CI", TaskKind.Debugging)]
    [InlineData("Could you please explain what this class is for?", TaskKind.Explain)]
    [InlineData("Implement a binary search in Rust", TaskKind.CodeGeneration)]
    [InlineData("Summarize the following meeting notes", TaskKind.Summarise)]
    [InlineData("Refactor this method:\n```csharp\nint F(int x) { return x; }\n```", TaskKind.Refactor)]
    [InlineData("Explain what this code does:\n```js\nlet x = f(1);\n```", TaskKind.Explain)]
    [InlineData("Please fix the bug in this code:\n```js\nlet x = f(1);\n```", TaskKind.Debugging)]
    [InlineData("Write a Python function that merges two dictionaries.", TaskKind.CodeGeneration)]
    [InlineData("def f(x):\n    return x + 1\nassert f(??) == 3", TaskKind.CodeReasoning)]
    [InlineData("Which planet is largest?\nA. Mars\nB. Jupiter\nC. Venus\nD. Earth\nAnswer:", TaskKind.Knowledge)]
    [InlineData("Summarise this article in three sentences: Rain fell.", TaskKind.Summarise)]
    public void Instruction_determines_the_task(string prompt, TaskKind expected) =>
        Assert.Equal(expected, Classify(prompt).Task);

    [Theory]
    [InlineData("Hello there")]
    [InlineData("asdf qwer zxcv")]
    [InlineData("Tell me something about the sea and its tides and its colours.")]
    public void Prompt_without_evidence_has_no_task(string prompt)
    {
        var classification = Classify(prompt);

        Assert.Null(classification.Task);
        Assert.Equal(0, classification.TaskConfidence);
        Assert.Equal(350, classification.OutputTokens);
    }

    [Theory]
    [InlineData("Each of n integers costs a_i dollars. How many can be bought in total?\n\nInput\n\nThe first line has an integer n.\n\nOutput\n\nOne integer.\n")]
    [InlineData("Return the number of integers that are left.\n\nExample 1:\n\nInput: a = [1, 2]\nOutput: 2\n")]
    [InlineData("How many cards are left in total?\n\nSample Input 1\n\n3 4\n\nSample Output 1\n\n7\n")]
    public void Contest_problem_without_an_instruction_has_no_task(string prompt) => Assert.Null(Classify(prompt).Task);

    [Fact]
    public void Contest_problem_with_an_instruction_has_its_task() =>
        Assert.Equal(
            TaskKind.CodeGeneration,
            Classify("Write a program for this problem.\n\nInput\n\nTwo integers.\n\nOutput\n\nTheir sum.\n").Task);

    [Fact]
    public void The_callers_task_is_kept()
    {
        var classification = Classifier.Classify(ClassifierInput.Of("Write unit tests for f.", TaskKind.Agentic));

        Assert.Equal(TaskKind.Agentic, classification.Task);
        Assert.Equal(1, classification.TaskConfidence);
    }

    [Fact]
    public void An_empty_prompt_is_unknown()
    {
        Assert.Equal(Classification.Unknown, Classify(""));
        Assert.Equal(ClassificationSource.None, Classify(" \n").Source);
    }

    [Property]
    public bool Difficulty_is_in_range_and_reproducible(NonNull<string> text)
    {
        var first = Classify(text.Get);
        var second = Classify(text.Get);
        return first.Difficulty == second.Difficulty && first.Task == second.Task
            && first.Difficulty is null or (>= 0 and <= 1) && first.TaskConfidence is >= 0 and <= 1;
    }

    private static Classification Classify(string text) => Classifier.Classify(ClassifierInput.Of(text));
}
