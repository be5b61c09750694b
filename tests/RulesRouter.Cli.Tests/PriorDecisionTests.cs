namespace RulesRouter.Cli.Tests;

/// <summary>A model with a published score and a cheaper one without, at decisions, <c>validate</c> and <c>table</c>.</summary>
public sealed class PriorDecisionTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("priors").FullName;

    public PriorDecisionTests() => File.WriteAllText(
        Path.Combine(folder, "catalog.yaml"),
        """
        apiVersion: rulesrouter/v1
        kind: Catalog
        metadata: { name: small }
        spec:
          providers: { one: { name: One }, two: { name: Two } }
          models:
            measured:
              name: Measured
              quality: [{ benchmark: SciCode, task: code-generation, score: 0.9, source: "https://example.com", date: 2026-03-11 }]
            unmeasured: { name: Unmeasured }
          endpoints:
            one/measured:
              model: measured
              contextTokens: 8000
              maxOutputTokens: 4000
              prices: { source: test, periods: [{ input: 4, output: 8 }] }
            two/unmeasured:
              model: unmeasured
              contextTokens: 8000
              maxOutputTokens: 4000
              prices: { source: test, periods: [{ input: 1, output: 2 }] }
        """);

    [Theory]
    [InlineData("{ min: 0.2 }", "route to one/measured  ($0.001200)")]
    [InlineData("{ min: 0.2, priorSuffices: false }", "route to one/measured  ($0.001200)")]
    [InlineData("{ min: 0.2, priorSuffices: true }", "route to two/unmeasured  ($0.000300)")]
    public void Cheaper_model_without_a_score_is_chosen_only_if_its_prior_suffices(string quality, string route)
    {
        WritePolicy(quality, "price");
        var request = Path.Combine(folder, "request.json");
        File.WriteAllText(
            request,
            """{ "policy": "small", "task": "code-generation", "estimate": { "inputTokens": 100, "outputTokens": 100 } }""");

        var result = Terminal.Run("decide", "--policies", folder, "--request", request);

        Assert.Equal((0, route), (result.ExitCode, result.Output.Split('\n')[0]));
    }

    [Fact]
    public void Validate_names_the_tasks_at_which_quality_rests_on_priors()
    {
        WritePolicy("{ min: 0.2 }", "quality");

        var result = Terminal.Run("validate", folder);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains(
            "policy.yaml:10:28: info RR0345: policy `small`, rule `small/default`: no model that it can choose has a published score at "
                + "debugging, refactor, code-review, explain, code-reasoning, reasoning, knowledge, summarise, chat, agentic, other\n",
            result.Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_names_the_tasks_at_which_a_prior_suffices_for_a_quality()
    {
        WritePolicy("{ min: 0.2, priorSuffices: true }", "price");

        var result = Terminal.Run("validate", folder);

        Assert.Contains(
            "info RR0345: policy `small`, rule `small/able`: models without a published score satisfy `quality.min` 0.2 by priors at "
                + "code-generation\n",
            result.Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_is_silent_about_priors_that_do_not_suffice()
    {
        WritePolicy("{ min: 0.6, priorSuffices: true }", "price");

        var result = Terminal.Run("validate", folder);

        Assert.Equal((0, "1 policy, 2 providers, 2 models, 2 endpoints: 0 errors, 0 warnings\n"), (result.ExitCode, result.Output));
    }

    [Theory]
    [InlineData("price")]
    [InlineData("latency")]
    [InlineData("quality")]
    [InlineData("expected-cost")]
    public void Decision_says_which_hops_satisfy_a_quality_by_priors_only(string objective)
    {
        WritePolicy("{ min: 0.2, priorSuffices: true }", objective);
        var request = Path.Combine(folder, "request.json");
        File.WriteAllText(
            request,
            """{ "policy": "small", "task": "code-generation", "estimate": { "inputTokens": 100, "outputTokens": 100 } }""");

        var result = Terminal.Run("decide", "--policies", folder, "--request", request, "--format", "json");

        Assert.Matches(
            @"`two/unmeasured` \(0\.\d\d\) satisfies quality\.minOrPrior 0\.2 by priors only: no published score at code-generation is known",
            result.Output);
        Assert.DoesNotContain("`one/measured` (", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_is_silent_about_priors_where_price_decides()
    {
        WritePolicy("{ min: 0.2 }", "price");

        var result = Terminal.Run("validate", folder);

        Assert.Equal((0, "1 policy, 2 providers, 2 models, 2 endpoints: 0 errors, 0 warnings\n"), (result.ExitCode, result.Output));
    }

    [Fact]
    public void Table_has_a_row_for_every_task()
    {
        WritePolicy("{ min: 0.2 }", "price");

        var result = Terminal.Run("table", "--policies", folder, "--at", "2026-06-01T00:00:00Z");

        Assert.Equal(
            (
                0,
                """
                small:

                | task | goes to | then | success | tokens | in total | solved | evidence |
                |---|---|---|---|---|---|---|---|
                | autocomplete | two/unmeasured | one/measured |  | $0.0060 |  |  |  |
                | code-generation | one/measured |  |  | $0.0240 |  |  |  |
                | unit-test-generation | two/unmeasured | one/measured |  | $0.0060 |  |  |  |
                | debugging | two/unmeasured | one/measured |  | $0.0060 |  |  |  |
                | refactor | two/unmeasured | one/measured |  | $0.0060 |  |  |  |
                | code-review | two/unmeasured | one/measured |  | $0.0060 |  |  |  |
                | explain | two/unmeasured | one/measured |  | $0.0060 |  |  |  |
                | code-reasoning | two/unmeasured | one/measured |  | $0.0060 |  |  |  |
                | reasoning | two/unmeasured | one/measured |  | $0.0060 |  |  |  |
                | knowledge | two/unmeasured | one/measured |  | $0.0060 |  |  |  |
                | summarise | two/unmeasured | one/measured |  | $0.0060 |  |  |  |
                | chat | two/unmeasured | one/measured |  | $0.0060 |  |  |  |
                | agentic | two/unmeasured | one/measured |  | $0.0060 |  |  |  |
                | other | two/unmeasured | one/measured |  | $0.0060 |  |  |  |


                """),
            (result.ExitCode, result.Output));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private void WritePolicy(string quality, string objective) => File.WriteAllText(
        Path.Combine(folder, "policy.yaml"),
        $$"""
        apiVersion: rulesrouter/v1
        kind: RoutingPolicy
        metadata: { name: small }
        spec:
          rules:
            - id: able
              when: task == "code-generation"
              constrain: { quality: {{quality}} }
            - id: default
              select: { objective: {{objective}} }
        """);
}
