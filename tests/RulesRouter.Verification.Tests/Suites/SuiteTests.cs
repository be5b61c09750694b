using RulesRouter.Verification.Suites;
using RulesRouter.Verification.Tests.Proving;

namespace RulesRouter.Verification.Tests.Suites;

public sealed class SuiteTests
{
    private const string Rules = """
            - id: secrets
              when: level == "secret"
              constrain: { dataRetentionDays: { max: 0 }, certifications: [soc2] }
              oblige: { redact: [secrets], audit: full }
            - id: hard
              priority: 5
              when: complexity.score >= 0.7 and weight > 2
              select: { objective: quality }
        """;

    [Fact]
    public void Merges_fixtures_and_rows_by_specificity()
    {
        var results = ProofFixture.Run(
            Rules,
            """
                - name: by level
                  with: [small, secret]
                  expect: { outcome: routed }
                  table:
                    - { name: secret, expect: { constraints: { dataRetentionDays.max: 0, certifications: [soc2] }, obligations: { redact: [secrets], audit: full } } }
                    - { name: open, request: { attributes: { level: open } }, expect: { chosen: "keeps/m", notMatched: [p/secrets] } }
            """,
            "fixtures: { small: { request: { estimate: { inputTokens: 10 } } }, secret: { request: { attributes: { level: secret } } } }");

        Assert.Equal(["by level: secret", "by level: open"], results.Select(result => result.Case.Name));
        Assert.All(results, result => Assert.Empty(result.Failures));
        Assert.All(results, result => Assert.Equal(10, result.Case.Request.Estimate!.InputTokens));
    }

    [Fact]
    public void A_failing_case_shows_expected_and_actual_values_and_operands()
    {
        var result = Assert.Single(ProofFixture.Run(
            Rules,
            """
                - name: a hard one
                  text: { characters: 100, messages: 1 }
                  classification: { difficulty: 0.6 }
                  request: { attributes: { weight: 3 } }
                  expect: { selectedBy: p/hard }
            """));

        Assert.Equal("selectedBy: expected p/hard, got p/default", result.Failures[0]);
        Assert.Equal(
            ["  p/hard is false: complexity.score >= 0.7 and weight > 2", "    where complexity.score = 0.6, weight = 3"],
            result.Failures.TakeLast(2));
    }

    [Fact]
    public void Compares_values_of_constraints_and_obligations()
    {
        var result = Assert.Single(ProofFixture.Run(
            Rules,
            """
                - name: other values
                  request: { estimate: {}, attributes: { level: secret } }
                  expect: { constraints: { dataRetentionDays.max: 30 }, obligations: { audit: summary } }
            """));

        Assert.Equal(
            ["dataRetentionDays.max: expected 30, got 0 (from p/secrets)", "audit: expected summary, got full (from p/secrets)"],
            result.Failures.Take(2));
    }

    [Fact]
    public void Checks_conditions_on_a_decision_with_key_attributes()
    {
        var results = ProofFixture.Run(
            Rules,
            """
                - name: keyed
                  keyAttributes: { level: secret }
                  request: { estimate: {} }
                  expect: { matched: [p/secrets], holds: ["every hop: provider == \"clean\"", obliged.audit == "full"], reasons: [constrained dataRetentionDays.max] }
            """);

        Assert.Empty(Assert.Single(results).Failures);
    }

    [Theory]
    [InlineData("    - { name: a, with: smal, request: { estimate: {} }, expect: { outcome: routed } }", "unknown fixture `smal`")]
    [InlineData("    - { name: a, request: { estimate: {} }, expect: { selectedBy: p/secret } }", "`p` has no rule `p/secret`")]
    [InlineData("    - { name: a, request: { estimate: {} } }", "the case has no `expect`")]
    [InlineData("    - { name: a, request: { estimate: {} }, expect: { outcome: routed }, table: [ { expct: { outcome: denied } } ] }", "unknown key `expct`")]
    [InlineData("    - { name: a, classification: { difficulty: hard }, request: { estimate: {} }, expect: { outcome: routed } }", "/classification/difficulty: must be a number, found \"hard\"")]
    public void Reports_cases_that_would_silently_test_nothing(string cases, string message)
    {
        var diagnostics = ProofFixture.Diagnostics(Rules, cases);

        Assert.Contains(message, diagnostics.Select(diagnostic => diagnostic.Message));
    }
}
