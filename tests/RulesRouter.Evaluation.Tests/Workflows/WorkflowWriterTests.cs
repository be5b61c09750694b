using RulesRouter.Evaluation.Tests.Compiling.Expressions;
using RulesRouter.Evaluation.Tests.Scripts;
using RulesRouter.Evaluation.Workflows;
using RulesRouter.Policies;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Tests.Workflows;

/// <summary>The two expressions of a condition in a workflow: one for "certainly true" and one for "certainly false".</summary>
public sealed class WorkflowWriterTests
{
    private static readonly WorkflowWriter Text = new(ConditionFixture.Schema);

    [Theory]
    [InlineData("urgent", "(known[\"urgent\"] and booleans[\"urgent\"])", "(known[\"urgent\"] and not (booleans[\"urgent\"]))")]
    [InlineData("has(urgent)", "known[\"urgent\"]", "not known[\"urgent\"]")]
    [InlineData("urgent and weight > 3", "((known[\"urgent\"] and booleans[\"urgent\"]) and (known[\"weight\"] and numbers[\"weight\"] > 3.0))", "((known[\"urgent\"] and not (booleans[\"urgent\"])) or (known[\"weight\"] and not (numbers[\"weight\"] > 3.0)))")]
    [InlineData("urgent or not urgent", "((known[\"urgent\"] and booleans[\"urgent\"]) or (known[\"urgent\"] and not (booleans[\"urgent\"])))", "((known[\"urgent\"] and not (booleans[\"urgent\"])) and (known[\"urgent\"] and booleans[\"urgent\"]))")]
    [InlineData("weight + 1.5 > -2", "(known[\"weight\"] and ((numbers[\"weight\"] + 1.5) == (numbers[\"weight\"] + 1.5)) and (numbers[\"weight\"] + 1.5) > (-2.0))", "(known[\"weight\"] and ((numbers[\"weight\"] + 1.5) == (numbers[\"weight\"] + 1.5)) and not ((numbers[\"weight\"] + 1.5) > (-2.0)))")]
    [InlineData("team in (\"a\", \"b\")", "(known[\"team\"] and strings[\"team\"] in (\"a\", \"b\"))", "(known[\"team\"] and not (strings[\"team\"] in (\"a\", \"b\")))")]
    [InlineData("team.ToLower() == \"a\"", "(known[\"team\"] and strings[\"team\"].ToLowerInvariant() in (\"a\"))", "(known[\"team\"] and not (strings[\"team\"].ToLowerInvariant() in (\"a\")))")]
    [InlineData("team.ToUpper().StartsWith(\"A\")", "(known[\"team\"] and String.CompareOrdinal(strings[\"team\"].ToUpperInvariant(), 0, \"A\", 0, 1) == 0)", "(known[\"team\"] and not (String.CompareOrdinal(strings[\"team\"].ToUpperInvariant(), 0, \"A\", 0, 1) == 0))")]
    [InlineData("team.EndsWith(\"ab\")", "(known[\"team\"] and (strings[\"team\"].Length >= 2 and String.CompareOrdinal(strings[\"team\"], strings[\"team\"].Length - 2, \"ab\", 0, 2) == 0))", "(known[\"team\"] and not ((strings[\"team\"].Length >= 2 and String.CompareOrdinal(strings[\"team\"], strings[\"team\"].Length - 2, \"ab\", 0, 2) == 0)))")]
    [InlineData("team.Length > 3", "(known[\"team\"] and strings[\"team\"].Length > 3.0)", "(known[\"team\"] and not (strings[\"team\"].Length > 3.0))")]
    [InlineData("languages.Contains(\"go\")", "(known[\"languages\"] and sets[\"languages\"].Contains(\"go\"))", "(known[\"languages\"] and not (sets[\"languages\"].Contains(\"go\")))")]
    [InlineData("session.id == team", "(known[\"session.id\"] and known[\"team\"] and strings[\"session.id\"] == strings[\"team\"])", "(known[\"session.id\"] and known[\"team\"] and not (strings[\"session.id\"] == strings[\"team\"]))")]
    public void Both_expressions_guard_every_fact_they_read(string condition, string certainlyTrue, string certainlyFalse)
    {
        var tree = ConditionFixture.Compile(condition).Rules[0].Condition;

        Assert.Equal(certainlyTrue, Text.CertainlyTrue(tree));
        Assert.Equal(certainlyFalse, Text.CertainlyFalse(tree));
    }

    [Theory]
    [InlineData(0, "0.0")]
    [InlineData(0.5, "0.5")]
    [InlineData(1e20, "1E+20")]
    [InlineData(-2, "(-2.0)")]
    public void A_number_has_a_decimal_point_or_an_exponent(double number, string written) =>
        Assert.Equal(written, Text.Write(new NumberTerm.Literal(number)));

    [Fact]
    public void Empty_and_is_true_and_empty_or_is_false()
    {
        Assert.Equal(("true", "false"), Both(new Condition.All([], default)));
        Assert.Equal(("false", "true"), Both(new Condition.Any([], default)));
        Assert.Equal(("true", "false"), Both(new Condition.Literal(true, default)));
        Assert.Equal(("false", "true"), Both(new Condition.Literal(false, default)));
        Assert.Equal(
            ("(known[\"task\"] and false)", "(known[\"task\"] and not (false))"),
            Both(new Condition.OneOf(new StringTerm.Fact(FixedFacts.Task), [], default)));
    }

    [Fact]
    public void A_script_call_is_written_as_an_input()
    {
        var script = ScriptFixture.Declare("s", "return t === 'a';", ScriptResult.Boolean, ("t", ScriptType.String, false));
        var (rules, _) = ScriptFixture.Compile(
            [script, ScriptFixture.Declare("n", "return 1;", ScriptResult.Number)],
            "script.s(team)",
            "script.n() > 0");

        Assert.Equal(
            (
                "(known[\"script.s(team)\"] and booleans[\"script.s(team)\"])",
                "(known[\"script.s(team)\"] and not (booleans[\"script.s(team)\"]))"),
            Both(rules.Rules[0].Condition));
        Assert.Equal("(known[\"script.n()\"] and numbers[\"script.n()\"] > 0.0)", Text.CertainlyTrue(rules.Rules[1].Condition));
    }

    private static (string True, string False) Both(Condition condition) => (Text.CertainlyTrue(condition), Text.CertainlyFalse(condition));
}
