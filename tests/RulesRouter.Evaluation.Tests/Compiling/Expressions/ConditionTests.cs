using RulesRouter.Evaluation.Matching;
using RulesRouter.Policies.Conditions;

namespace RulesRouter.Evaluation.Tests.Compiling.Expressions;

public sealed class ConditionTests
{
    [Theory]
    [InlineData("task == \"refactor\"", Truth.True)]
    [InlineData("task != \"refactor\"", Truth.False)]
    [InlineData("task in (\"chat\", \"refactor\")", Truth.True)]
    [InlineData("task not in (\"chat\", \"refactor\")", Truth.False)]
    [InlineData("deadlineMs <= 1000", Truth.Unknown)]
    [InlineData("not (deadlineMs <= 1000)", Truth.Unknown)]
    [InlineData("team != \"x\"", Truth.Unknown)]
    [InlineData("deadlineMs == null", Truth.True)]
    [InlineData("has(deadlineMs)", Truth.False)]
    [InlineData("has(task) and inputTokens < 1.5e", Truth.True)]
    [InlineData("sensitivity >= \"internal\"", Truth.True)]
    [InlineData("\"internal\" > sensitivity", Truth.False)]
    [InlineData("needs.tools", Truth.True)]
    [InlineData("needs.tools and not needs.vision", Truth.Unknown)]
    [InlineData("needs.tools or needs.vision", Truth.True)]
    [InlineData("needs.tools == true", Truth.True)]
    [InlineData("needs.tools != true", Truth.False)]
    [InlineData("inputTokens + 2 * inputTokens == 300", Truth.True)]
    [InlineData("inputTokens / 3 > 33", Truth.True)]
    [InlineData("1 / 2 == 0.5", Truth.True)]
    [InlineData("languages.Contains(\"rust\")", Truth.True)]
    [InlineData("languages.Contains(\"go\")", Truth.False)]
    [InlineData("task.StartsWith(\"ref\")", Truth.True)]
    [InlineData("task.ToUpper() == \"REFACTOR\"", Truth.True)]
    [InlineData("task.Length == 8", Truth.True)]
    [InlineData("inputTokens in (1, 100)", Truth.True)]
    [InlineData("-inputTokens < -99", Truth.True)]
    [InlineData("true", Truth.True)]
    [InlineData("not true", Truth.False)]
    [InlineData("inputTokens < 100", Truth.False)]
    [InlineData("inputTokens <= 100", Truth.True)]
    [InlineData("inputTokens > 100", Truth.False)]
    [InlineData("inputTokens >= 100", Truth.True)]
    [InlineData("inputTokens != 100", Truth.False)]
    [InlineData("inputTokens - 1 == 99", Truth.True)]
    [InlineData("inputTokens * 2 == 200", Truth.True)]
    [InlineData("inputTokens / 8 == 12.5", Truth.True)]
    [InlineData("weight - weight == 0", Truth.Unknown)]
    [InlineData("team.Length > 1", Truth.Unknown)]
    [InlineData("task.StartsWith(\"tor\")", Truth.False)]
    [InlineData("task.EndsWith(\"tor\")", Truth.True)]
    [InlineData("task.EndsWith(\"ref\")", Truth.False)]
    [InlineData("task.Contains(\"fact\")", Truth.True)]
    [InlineData("task.Contains(\"x\")", Truth.False)]
    [InlineData("team.StartsWith(\"x\")", Truth.Unknown)]
    [InlineData("team.EndsWith(\"x\")", Truth.Unknown)]
    [InlineData("team.Contains(\"x\")", Truth.Unknown)]
    [InlineData("team in (\"x\", \"y\")", Truth.Unknown)]
    [InlineData("team.ToLower() == \"x\"", Truth.Unknown)]
    [InlineData("urgent", Truth.Unknown)]
    [InlineData("not urgent", Truth.Unknown)]
    [InlineData("session.lastEndpoint == session.id", Truth.False)]
    [InlineData("session.lastEndpoint != session.id", Truth.True)]
    [InlineData("session.lastEndpoint.ToLower() == session.id", Truth.True)]
    [InlineData("team == session.id", Truth.Unknown)]
    [InlineData("session.id == team", Truth.Unknown)]
    [InlineData("not has(team) and not has(urgent)", Truth.True)]
    public void A_condition_has_the_same_value_in_all_evaluators(string text, Truth expected)
    {
        var condition = text.Replace("1.5e", "1.5 or true");
        var facts = ConditionFixture.Facts(
            ("task", "refactor"),
            ("inputTokens", 100),
            ("sensitivity", "internal"),
            ("needs.tools", true),
            ("languages", new[] { "rust" }),
            ("session.id", "s"),
            ("session.lastEndpoint", "S"));

        Assert.Equal(expected, ConditionFixture.Match(condition, facts));
        var tree = ConditionFixture.Compile(condition).Rules[0].Condition;
        Assert.Equal(expected, ConditionValue.Of(tree, facts));
        Assert.Equal(expected, ConditionDelegate.Of(tree)(facts));
    }

    [Fact]
    public void An_unknown_set_makes_Contains_unknown()
    {
        var tree = ConditionFixture.Compile("languages.Contains(\"rust\")").Rules[0].Condition;

        Assert.Equal(Truth.Unknown, ConditionDelegate.Of(tree)(ConditionFixture.Facts()));
        Assert.Equal(Truth.Unknown, ConditionFixture.Match("languages.Contains(\"rust\")", ConditionFixture.Facts()));
    }

    [Fact]
    public void Lets_are_expanded_in_dependency_order()
    {
        var (rules, diagnostics) = ConditionFixture.Compile([("slow", "not quick"), ("quick", "deadlineMs <= 1000")], "slow and urgent");

        Assert.Empty(diagnostics);
        Assert.Equal(Truth.True, ConditionValue.Of(rules[0].Condition, ConditionFixture.Facts(("deadlineMs", 2000), ("urgent", true))));
        Assert.Equal(Truth.Unknown, ConditionValue.Of(rules[0].Condition, ConditionFixture.Facts(("urgent", true))));
    }

    [Fact]
    public void A_let_cycle_is_an_error()
    {
        var (_, diagnostics) = ConditionFixture.Compile([("a", "b"), ("b", "not a")], "a");

        Assert.Equal(
            ["error RR0407: let cycle: `a` → `b` → `a`", "error RR0407: let cycle: `b` → `a` → `b`"],
            diagnostics.Select(d => d.ToString()));
    }

    [Theory]
    [InlineData("tsk == \"chat\"", "r0.when:1:1: error RR0402: unknown name `tsk`", "did you mean `task`?")]
    [InlineData("complexity.scor > 0.5", "r0.when:1:1: error RR0402: unknown name `complexity.scor`", "did you mean `complexity.score`?")]
    [InlineData("urgent and tem == \"x\"", "r0.when:1:12: error RR0402: unknown name `tem`", "did you mean `team`?")]
    [InlineData("task == \"refactr\"", "r0.when:1:9: error RR0406: `task` has no value \"refactr\"", "did you mean `refactor`?")]
    [InlineData("task = \"chat\"", "r0.when:1:6: error RR0401: `=` is not a comparison", "write `==`")]
    [InlineData("\"go\" in languages", "r0.when:1:9: error RR0401: expected a list after `in`", "write `in (\"a\", \"b\")`; to test whether a set contains a value, write `languages.Contains(\"a\")`")]
    [InlineData("task in \"chat\"", "r0.when:1:9: error RR0401: expected a list after `in`", "write `in (\"a\", \"b\")`")]
    [InlineData("task.ToLower == \"chat\"", "r0.when:1:6: error RR0401: `ToLower` needs parentheses", "write `ToLower()`")]
    [InlineData("task.Contains", "r0.when:1:6: error RR0401: `Contains` needs parentheses", "write `Contains(\"…\")`")]
    [InlineData("1 < inputTokens < 5", "r0.when:1:17: error RR0405: type mismatch: `1 < inputTokens` is a boolean, `5` is a number", "join two comparisons with `and`")]
    [InlineData("task == 'chat'", "r0.when:1:9: error RR0401: string literals need double quotes", "write `\"chat\"`")]
    [InlineData("deadlineMs <", "r0.when:1:12: error RR0401: expected an operand after `<`", "")]
    [InlineData("(urgent", "r0.when:1:2: error RR0401: missing closing parenthesis", "add `)` for the `(` at character 1 of the condition")]
    [InlineData("((urgent and (stream)", "r0.when:1:21: error RR0401: 2 closing parentheses are missing", "add `)` for each `(`; the first one without is character 1 of the condition")]
    [InlineData("5", "r0.when:1:1: error RR0405: a condition must be a boolean, `5` is a number", "compare a fact with it, as in `inputTokens > 5`")]
    [InlineData("\"true\"", "r0.when:1:1: error RR0405: a condition must be a boolean, `\"true\"` is a string", "write `true` without quotes")]
    [InlineData("\"chat\"", "r0.when:1:1: error RR0405: a condition must be a boolean, `\"chat\"` is a string", "compare a fact with it, as in `task == \"chat\"`")]
    [InlineData("null", "r0.when:1:1: error RR0405: a condition must be a boolean, `null` is null", "`has(…)` asks whether a fact is known; a constant condition is `true` or `false`")]
    [InlineData("inputTokens", "r0.when:1:1: error RR0405: a condition must be a boolean, `inputTokens` is a number", "compare it, as in `inputTokens > 0`")]
    [InlineData("\"\".GetType().Assembly != null", "r0.when:1:4: error RR0403: `GetType` may not be used in a condition", "allowed after a dot: Contains, EndsWith, Length, StartsWith, ToLower, ToUpper")]
    [InlineData("\"a\".PadLeft(1000000000) == team", "r0.when:1:5: error RR0403: `PadLeft` may not be used in a condition", "allowed after a dot: Contains, EndsWith, Length, StartsWith, ToLower, ToUpper")]
    [InlineData("DateTime.Now > null", "r0.when:1:1: error RR0402: unknown name `DateTime.Now`", "conditions can use the facts in the reference, and the attributes, clocks, scripts and lets that this policy declares or inherits")]
    [InlineData("1 / 0 > 1", "r0.when:1:1: error RR0403: a number can only be divided by a constant other than zero", "multiply the other side of the comparison instead")]
    [InlineData("team > \"a\"", "r0.when:1:6: error RR0405: strings have no order", "use `==` or `in`; `<` and `>` compare numbers, or an ordered enum with one of its values")]
    [InlineData("known.task", "r0.when:1:1: error RR0402: unknown name `known.task`", "conditions can use the facts in the reference, and the attributes, clocks, scripts and lets that this policy declares or inherits")]
    [InlineData("task == refactor", "r0.when:1:9: error RR0402: unknown name `refactor`", "did you mean `\"refactor\"`?")]
    [InlineData("task == code-review", "r0.when:1:9: error RR0402: unknown name `code-review`", "did you mean `\"code-review\"`?")]
    [InlineData("refactr == task", "r0.when:1:1: error RR0402: unknown name `refactr`", "did you mean `\"refactor\"`?")]
    [InlineData("task in (chat, \"explain\")", "r0.when:1:10: error RR0402: unknown name `chat`", "did you mean `\"chat\"`?")]
    [InlineData("task not in (\"explain\", code-review)", "r0.when:1:25: error RR0402: unknown name `code-review`", "did you mean `\"code-review\"`?")]
    [InlineData("team == payments", "r0.when:1:9: error RR0402: unknown name `payments`",
        "string values need double quotes: `\"payments\"`")]
    [InlineData("urgent AND stream", "r0.when:1:8: error RR0402: unknown name `AND`", "did you mean `and`?")]
    [InlineData("team is null", "r0.when:1:6: error RR0402: unknown name `is`", "write `== null`, or `has(…)`")]
    [InlineData("team == 5", "r0.when:1:6: error RR0405: type mismatch: `team` is a string, `5` is a number", "write `\"5\"`")]
    [InlineData("5 != team", "r0.when:1:3: error RR0405: type mismatch: `5` is a number, `team` is a string", "write `\"5\"`")]
    [InlineData("deadlineMs == \"5\"", "r0.when:1:12: error RR0405: type mismatch: `deadlineMs` is a number, `\"5\"` is a string", "write `5` without quotes")]
    [InlineData("deadlineMs < \"fast\"", "r0.when:1:12: error RR0405: type mismatch: `deadlineMs` is a number, `\"fast\"` is a string", "")]
    [InlineData("urgent == \"true\"", "r0.when:1:8: error RR0405: type mismatch: `urgent` is a boolean, `\"true\"` is a string", "write `true` without quotes")]
    [InlineData("urgent == 1", "r0.when:1:8: error RR0405: type mismatch: `urgent` is a boolean, `1` is a number", "write `urgent` or `not urgent`")]
    [InlineData("languages == \"rust\"", "r0.when:1:11: error RR0405: type mismatch: `languages` is a set, `\"rust\"` is a string", "write `languages.Contains(\"rust\")`")]
    [InlineData("task in (\"chat\", 5)", "r0.when:1:6: error RR0405: type mismatch: `task` is a string, `5` is a number", "allowed values: \"autocomplete\", \"code-generation\", \"unit-test-generation\", \"debugging\", \"refactor\", \"code-review\", \"explain\", \"code-reasoning\", \"reasoning\", \"knowledge\", \"summarise\", \"chat\", \"agentic\", \"other\"")]
    [InlineData(
        "inputTokens in (\"1\", \"2\")",
        "r0.when:1:13: error RR0405: type mismatch: `inputTokens` is a number, `\"1\"` is a string",
        "write `1` without quotes")]
    [InlineData("team + 1 > 2", "r0.when:1:6: error RR0405: type mismatch: `+` needs numbers, `team` is a string", "")]
    [InlineData("urgent > true", "r0.when:1:8: error RR0405: booleans have no order", "use `==` or `!=`")]
    [InlineData("team and urgent", "r0.when:1:1: error RR0405: type mismatch: `and` needs booleans, `team` is a string", "compare it, as in `team == \"…\"`")]
    [InlineData("not languages", "r0.when:1:5: error RR0405: type mismatch: `not` needs a boolean, `languages` is a set", "test one value, as in `languages.Contains(\"…\")`")]
    [InlineData("team in", "r0.when:1:6: error RR0401: expected a list after `in`", "write `in (\"a\", \"b\")`")]
    [InlineData("task in [\"chat\"]", "r0.when:1:9: error RR0401: lists need parentheses", "write `in (\"a\", \"b\")`")]
    [InlineData("task == “chat”", "r0.when:1:9: error RR0401: string literals need double quotes", "write `\"chat\"`")]
    [InlineData("task == \"chat", "r0.when:1:9: error RR0401: string literal is not closed", "add the closing `\"`; write a quote inside it as `\\\"`")]
    [InlineData("task == \"a\\n\"", "r0.when:1:9: error RR0401: unknown escape `\\n` in a string literal", "only `\\\"` and `\\\\` are escapes")]
    [InlineData("task === \"chat\"", "r0.when:1:8: error RR0401: `===` is not an operator", "write `==`")]
    [InlineData("inputTokens => 5", "r0.when:1:13: error RR0401: `=>` is not an operator", "write `>=`")]
    [InlineData("urgent & stream", "r0.when:1:8: error RR0401: `&` is not an operator", "write `and`")]
    [InlineData("urgent | stream", "r0.when:1:8: error RR0401: `|` is not an operator", "write `or`")]
    [InlineData("urgent stream", "r0.when:1:8: error RR0401: expected `and`, `or` or the end of the condition, found `stream`", "")]
    [InlineData("urgent)", "r0.when:1:7: error RR0401: unmatched closing parenthesis", "remove it, or add the missing `(`")]
    [InlineData("(urgent and (stream or urgent)", "r0.when:1:30: error RR0401: missing closing parenthesis", "add `)` for the `(` at character 1 of the condition")]
    [InlineData("(task == \"chat\" urgent)", "r0.when:1:17: error RR0401: expected `)`, found `urgent`", "add `)` for the `(` at character 1 of the condition")]
    [InlineData("== \"chat\"", "r0.when:1:1: error RR0401: expected an operand, found `==`", "")]
    [InlineData("has team", "r0.when:1:5: error RR0401: `has` needs a fact in parentheses", "write `has(task)`")]
    [InlineData("team.Contains(5)", "r0.when:1:15: error RR0401: expected a string in double quotes, found `5`", "write `Contains(\"…\")`")]
    [InlineData("inputTokens.Contains(\"5\")", "r0.when:1:13: error RR0403: `inputTokens` is a number and has no `Contains`", "")]
    [InlineData("team", "r0.when:1:1: error RR0405: a condition must be a boolean, `team` is a string",
        "compare it, as in `team == \"…\"`")]
    public void An_error_in_a_condition_is_reported_at_its_position_with_help(string condition, string message, string help)
    {
        var diagnostic = ConditionFixture.Compile(condition).Diagnostics.First();

        Assert.Equal(message, diagnostic.ToString());
        Assert.Equal(help, diagnostic.Help);
    }

    [Fact]
    public void Deep_nesting_is_an_error_before_the_parser_runs()
    {
        var diagnostic = Assert.Single(ConditionFixture.Compile(new string('(', 3_000) + "urgent" + new string(')', 3_000)).Diagnostics);

        Assert.Equal("r0.when:1:51: error RR0404: nested deeper than 50 levels", diagnostic.ToString());
    }
}
