namespace RulesRouter.Language.Tests.Checks;

public sealed class IntentCheckTests
{
    private const string Five = "[write a, write b, write c, write d, write e]";

    [Theory]
    [InlineData(
        "notes: { examples: [write a, write b, Write B, write c] }",
        "p.yaml:6:5: error RR0236: intent `notes` has 3 different examples, at least 5 are needed (add prompts in other wordings; 10 or more separate better)")]
    [InlineData(
        "notes: { examples: [] }",
        "p.yaml:6:5: error RR0236: intent `notes` has 0 different examples, at least 5 are needed (add prompts in other wordings; 10 or more separate better)")]
    [InlineData(
        "none: { examples: " + Five + " }",
        "p.yaml:6:5: error RR0236: `none` is what `intent` is for a request without an intent (choose another name)")]
    [InlineData(
        "Release notes 23: { examples: " + Five + " }",
        "p.yaml:6:5: error RR0236: `Release notes 23` is not a valid name (use lower case letters, digits and hyphens, starting with a letter)")]
    [InlineData(
        "one: { examples: " + Five + " }\n    two: { examples: [write a, read b, read c, read d, read e] }",
        "p.yaml:7:23: error RR0236: this example of `two` is also one of `one` (the first is at p.yaml:6:23; remove one)")]
    public void An_intent_that_cannot_be_learned_is_an_error(string intents, string error) =>
        Assert.Equal([error], Loading.Shown(Load(("p.yaml", Policy("p", intents)))));

    [Fact]
    public void More_examples_than_can_be_learned_are_an_error()
    {
        var examples = string.Join(", ", Enumerable.Range(0, 501).Select(at => $"write {at}"));

        Assert.Equal(
            ["p.yaml:6:5: error RR0236: the intents of `p` have 501 examples, at most 500 can be learned (keep the examples that differ most; 10 to 20 for each intent suffice)"],
            Loading.Shown(Load(("p.yaml", Policy("p", "notes: { examples: [" + examples + "] }")))));
    }

    [Fact]
    public void An_intent_of_a_parent_cannot_be_declared_again()
    {
        var found = Load(
            ("base.yaml", Policy("base", "notes: { examples: " + Five + " }")),
            ("p.yaml", Policy("p", "notes: { examples: [read a, read b, read c, read d, read e] }", "  extends: [base]\n")));

        Assert.Equal(
            ["p.yaml:7:5: error RR0208: duplicate intent `notes`, already declared by `base` (the first is at base.yaml:6:5; remove one, or choose another name)"],
            Loading.Shown(found));
    }

    [Fact]
    public void Nothing_else_has_the_name_of_the_fact() => Assert.Equal(
        ["p.yaml:5:17: error RR0208: duplicate name `intent`, which is the fact of the policy's intents (choose another name)"],
        Loading.Shown(Load((
            "p.yaml",
            Policy("p", "notes: { examples: " + Five + " }", "  attributes: { intent: { type: text } }\n")))));

    private static IEnumerable<Diagnostics.Diagnostic> Load(params (string, string)[] files) => Loading.Load(files).Diagnostics;

    private static string Policy(string name, string intents, string more = "") => $$"""
        apiVersion: rulesrouter/v1
        kind: RoutingPolicy
        metadata: { name: {{name}} }
        spec:
        {{more}}  intents:
            {{intents}}
          rules: [{ id: default, select: { objective: price } }]

        """;
}
