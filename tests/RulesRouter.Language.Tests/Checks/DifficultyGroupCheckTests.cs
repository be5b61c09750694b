namespace RulesRouter.Language.Tests.Checks;

public sealed class DifficultyGroupCheckTests
{
    [Theory]
    [InlineData("team", "")]
    [InlineData("region", "")]
    [InlineData("tema", "p.yaml:9:30: error RR0239: `difficultyBy` names the unknown attribute `tema` (did you mean `team`?)")]
    [InlineData(
        "xyz",
        "p.yaml:9:30: error RR0239: `difficultyBy` names the unknown attribute `xyz` (declare it under `attributes`, with `source: key` or `source: service`)")]
    [InlineData(
        "client",
        "p.yaml:9:30: error RR0239: `difficultyBy` names `client`, which callers set: another value would have another difficulty (declare `client` with `source: key` or `source: service`)")]
    public void Difficulty_is_by_an_attribute_that_callers_do_not_set(string attribute, string expected)
    {
        var loaded = Loading.Load(("p.yaml", $$"""
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: p }
            spec:
              attributes:
                team: { type: text, source: key }
                region: { type: text, source: service }
                client: { type: text }
              economics: { difficultyBy: {{attribute}} }
              rules: [{ id: default, select: { objective: expected-cost } }]

            """));

        Assert.Equal(expected, string.Join('\n', Loading.Shown(loaded.Diagnostics)));
    }

    [Fact]
    public void A_policy_inherits_the_attribute_by_which_difficulty_is_learned()
    {
        var loaded = Loading.Load(
            ("base.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: base }
            spec:
              abstract: true
              attributes: { team: { type: text, source: key } }
              economics: { difficultyBy: team }
              rules: [{ id: long, constrain: { outputTokens: { min: 100 } } }]

            """),
            ("p.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: p }
            spec:
              extends: [base]
              rules: [{ id: default, select: { objective: expected-cost } }]

            """));

        Assert.Empty(loaded.Diagnostics);
        var layers = Policies.PolicyLayers.Of(loaded.Policies, loaded.Policies.Find("p")!);
        var request = new Requests.DecisionRequest { Policy = "p" };
        Assert.Null(layers.DifficultyGroupOf(request));
        Assert.Equal(
            "team=search",
            layers.DifficultyGroupOf(request with
            {
                KeyAttributes = request.KeyAttributes.Add("team", new Requests.AttributeValue.String("search")),
            }));
    }
}
