using RulesRouter.Catalog;
using RulesRouter.Suites.Mining;

namespace RulesRouter.Suites.Tests.Mining;

public sealed class TaskOfChangeTests
{
    [Theory]
    [InlineData("Fix the rounding of totals", TaskKind.Debugging)]
    [InlineData("Totals are off by one", TaskKind.Debugging)]
    [InlineData("refactor: one class per importer", TaskKind.Refactor)]
    [InlineData("Rename Total to GrandTotal", TaskKind.Refactor)]
    [InlineData("Clean up the importers", TaskKind.Refactor)]
    [InlineData("Replace the timeout of 5 s by one of 10 s", TaskKind.CodeGeneration)]
    [InlineData("Move the limit from requests to callers", TaskKind.CodeGeneration)]
    [InlineData("Simplify the output: one line a file", TaskKind.CodeGeneration)]
    [InlineData("Split long answers into pages", TaskKind.CodeGeneration)]
    [InlineData("Add a --json flag", TaskKind.CodeGeneration)]
    public void Only_a_message_that_says_so_makes_a_refactoring(string message, TaskKind task) =>
        Assert.Equal(task, TaskOfChange.Of(message));
}
