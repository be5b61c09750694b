using RulesRouter.Verification.Mutating;

namespace RulesRouter.Verification.Tests.Mutating;

public sealed class ExpressionEditsTests
{
    [Theory]
    [InlineData("a <= 10", new[] { "not (a <= 10)", "a < 10", "a > 10", "a <= 11", "a <= 9" })]
    [InlineData("a and not b", new[] { "not (a and not b)", "a or not b" })]
    [InlineData("score > 0.7", new[] { "not (score > 0.7)", "score >= 0.7", "score <= 0.7", "score > 0.8", "score > 0.6" })]
    [InlineData("a != 0", new[] { "not (a != 0)", "a == 0", "a != 1" })]
    [InlineData("t in (\"x\", \"y and 3 < 4\")", new[] { "not (t in (\"x\", \"y and 3 < 4\"))", "t in ( \"y and 3 < 4\")",
        "t in (\"x\")" })]
    public void Applies_each_edit_once_and_never_inside_a_string(string text, string[] mutants) =>
        Assert.Equal(mutants, ExpressionEdits.Of(text).Select(edit => edit.Apply(text)));
}
