using RulesRouter.Diagnostics;
using RulesRouter.Verification.Tests.Proving;

namespace RulesRouter.Verification.Tests.Suites;

/// <summary>Claims that would be true of every decision, each kind with the message that reports it.</summary>
public sealed class VacuousClaimTests
{
    private const string Rules = """
            - id: secrets
              when: level == "secret"
              constrain: { dataRetentionDays: { max: 0 } }
              oblige: { redact: [secrets], disclose: true }
            - id: split
              when: needs.tools
              select: { objective: price, split: { key: team, arms: [{ name: one, weight: 1 }, { name: two, weight: 1 }] } }
        """;

    [Theory]
    [InlineData("noHop: clean/mm", "`clean/mm` matches no endpoint of the catalog", "did you mean `clean/m`?")]
    [InlineData("notChosen: \"cleen/*\"", "`cleen/*` matches no endpoint of the catalog", "did you mean `clean/m`?")]
    [InlineData("everyHop: \"other/*\"", "`other/*` matches no endpoint of the catalog", "`rulesrouter catalog show` lists the catalog")]
    [InlineData("fallsBackTo: keep/m", "`keep/m` matches no endpoint of the catalog", "did you mean `keeps/m`?")]
    [InlineData("chain: [clean/m, clean/dera]", "`clean/dera` matches no endpoint of the catalog", "did you mean `clean/dear`?")]
    [InlineData("shadow: clean/x", "`clean/x` matches no endpoint of the catalog", "did you mean `clean/m`?")]
    [InlineData("constraints: [dataRetentionDays.mx]", "unknown name `dataRetentionDays.mx` in `constraints`", "did you mean `dataRetentionDays.max`?")]
    [InlineData("obligations: { redct: [secrets] }", "unknown name `redct` in `obligations`", "did you mean `redact`?")]
    [InlineData("givenUp: [qualty.min]", "unknown name `qualty.min` in `givenUp`", "did you mean `quality.min`?")]
    [InlineData("waivers: [p/w]", "unknown name `p/w` in `waivers`", "")]
    [InlineData("arm: too", "unknown name `too` in `arm`", "did you mean `two`?")]
    [InlineData("notMatched: [p/secret]", "`p` has no rule `p/secret`", "did you mean `p/secrets`?")]
    [InlineData("reasons: []", "`reasons` is empty and checks nothing", "list what to check, or remove it")]
    [InlineData("matched: []", "`matched` is empty and checks nothing", "list what to check, or remove it")]
    [InlineData("notMatched: []", "`notMatched` is empty and checks nothing", "list what to check, or remove it")]
    [InlineData("emptiedBy: []", "`emptiedBy` is empty and checks nothing", "list what to check, or remove it")]
    [InlineData("holds: []", "`holds` is empty and checks nothing", "list what to check, or remove it")]
    [InlineData("chain: []", "`chain` is empty and checks nothing", "write `outcome: denied`, or list a pattern for each hop")]
    [InlineData("holds: ['every hop: provider != \"cleen\"']", "`provider` is never \"cleen\"", "did you mean `clean`?")]
    public void Reports_an_expectation_that_checks_nothing(string expect, string message, string help)
    {
        var diagnostics = ProofFixture.Diagnostics(Rules, $"    - {{ name: a, request: {{ estimate: {{}} }}, expect: {{ {expect} }} }}");
        var diagnostic = Assert.Single(diagnostics);

        Assert.Equal((message, help), (diagnostic.Message, diagnostic.Help));
    }

    /// <summary>A pattern may guard against endpoints of a later catalog; an id that no endpoint has is a mistake.</summary>
    [Theory]
    [InlineData("noHop: '*-preview'", Severity.Warning)]
    [InlineData("everyHop: 'cleen/*'", Severity.Warning)]
    [InlineData("noHop: clean/preview", Severity.Error)]
    public void Unmatched_pattern_is_a_warning_and_an_unknown_id_an_error(string expect, Severity severity)
    {
        var diagnostics = ProofFixture.Diagnostics(Rules, $"    - {{ name: a, request: {{ estimate: {{}} }}, expect: {{ {expect} }} }}");

        Assert.Equal(severity, Assert.Single(diagnostics).Severity);
    }

    [Theory]
    [InlineData("down: [cleen]", "no endpoint, provider or failure domain is named `cleen`", "did you mean `clean`?")]
    public void Reports_circumstances_that_change_nothing(string circumstances, string message, string help)
    {
        var diagnostic = Assert.Single(ProofFixture.Diagnostics(
            Rules,
            $"    - {{ name: a, {circumstances}, request: {{ estimate: {{}} }}, expect: {{ outcome: routed }} }}"));

        Assert.Equal((message, help), (diagnostic.Message, diagnostic.Help));
    }

    [Theory]
    [InlineData("every hop: provider != \"boltt\"", "`provider` is never \"boltt\"", "known are clean, keeps")]
    [InlineData("every hop: not endpoint.StartsWith(\"bolt/\")", "`endpoint` is never \"bolt/\"", "known are clean/dear, clean/m, keeps/m")]
    [InlineData("chosen: model != \"acme.m-v1:0\"", "`model` is never \"acme.m-v1:0\"", "the catalog calls this model `m`")]
    [InlineData("chosen: model != \"gpt-5x\"", "`model` is never \"gpt-5x\"", "known are dear, m")]
    [InlineData("some hop: not certifications.Contains(\"soc3\")", "`certifications` is never \"soc3\"", "did you mean `soc2`?")]
    [InlineData("every hop: not capabilities.Contains(\"visoin\")", "`capabilities` is never \"visoin\"", "did you mean `vision`?")]
    [InlineData("every hop: serviceTier == \"standrad\"", "`serviceTier` is never \"standrad\"", "did you mean `standard`?")]
    [InlineData("not obliged.redact.Contains(\"secrts\")", "`obliged.redact` is never \"secrts\"", "did you mean `secrets`?")]
    [InlineData("selectedBy != \"p/splt\"", "`selectedBy` is never \"p/splt\"", "did you mean `p/split`?")]
    [InlineData("session.lastEndpoint != \"clean/n\"", "`session.lastEndpoint` is never \"clean/n\"", "did you mean `clean/m`?")]
    public void Reports_a_property_that_names_what_no_decision_contains(string then, string message, string help)
    {
        var diagnostic = Assert.Single(ProofFixture.PropertyDiagnostics(Rules, $"then: '{then}'"));

        Assert.Equal((message, help), (diagnostic.Message, diagnostic.Help));
    }

    [Theory]
    [InlineData("then: []")]
    [InlineData("then: {}")]
    public void Reports_a_property_without_a_clause(string then) =>
        Assert.Equal("`then` is empty and checks nothing", Assert.Single(ProofFixture.PropertyDiagnostics(Rules, then)).Message);

    [Theory]
    [InlineData("{ attributes: { level: secret }, estimate: {} }", "obligations: []", "obligations: expected none, got redact")]
    [InlineData("{ attributes: { level: secret }, estimate: {} }", "constraints: []", "constraints: expected none, got dataRetentionDays.max")]
    [InlineData("{ attributes: { level: open }, estimate: {} }", "obligations: []", "")]
    [InlineData("{ attributes: { level: open }, estimate: { inputTokens: 5 } }", "constraints: []", "")]
    [InlineData("{ needs: { tools: true }, attributes: { team: x }, estimate: {} }", "arm: none", "arm: expected none, got ")]
    [InlineData("{ estimate: {} }", "arm: two", "arm: expected two, got none")]
    [InlineData("{ estimate: {} }", "shadow: clean/m", "shadow: expected clean/m, got none")]
    [InlineData("{ estimate: {} }", "givenUp: [quality.min]", "givenUp: expected [quality.min], got []")]
    [InlineData("{ estimate: {} }", "givenUp: []", "")]
    [InlineData("{ estimate: {} }", "waivers: []", "")]
    public void Checks_every_part_of_an_expectation(string request, string expect, string failure)
    {
        var result = Assert.Single(ProofFixture.Run(Rules, $"    - {{ name: a, request: {request}, expect: {{ {expect} }} }}"));

        Assert.StartsWith(failure, result.Failures.FirstOrDefault() ?? "", StringComparison.Ordinal);
        Assert.Equal(failure.Length == 0, result.Passed);
    }
}
