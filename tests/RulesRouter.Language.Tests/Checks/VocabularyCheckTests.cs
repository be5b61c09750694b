namespace RulesRouter.Language.Tests.Checks;

public sealed class VocabularyCheckTests
{
    private const string Catalog = """
        apiVersion: rulesrouter/v1
        kind: Catalog
        metadata: { name: c }
        spec:
          providers:
            acme:
              compliance:
                - evidence: { source: contract, checkedOn: 2026-08-01 }
                  certifications: [soc2, iso27001]
                  processingRegions: [eu-west, us-east]
                  storageRegions: [eu-west]
          models: { m: {} }
          endpoints:
            "acme/m": { model: m }
            "acme/m#eu-west.batch": { model: m }

        """;

    [Theory]
    [InlineData("constrain: { certifications: [soc2, iso27O01] }",
        "no endpoint in the catalog has `iso27O01` (`certifications`)", "iso27001")]
    [InlineData("constrain: { processingRegions: { allow: [us-eats] } }",
        "no endpoint in the catalog has `us-eats` (`processingRegions`)", "us-east")]
    [InlineData("constrain: { storageRegions: { allow: [eu-wset] } }",
        "no endpoint in the catalog has `eu-wset` (`storageRegions`)", "eu-west")]
    [InlineData("constrain: { regions: { allow: [eu-wst] } }", "no endpoint in the catalog has `eu-wst` (`regions`)", "eu-west")]
    [InlineData("constrain: { serviceTiers: { allow: [bacth] } }", "no endpoint in the catalog has `bacth` (`serviceTiers`)", "batch")]
    [InlineData("oblige: { redact: [secrets, secrts] }", "unknown kind of redaction `secrts`", "secrets")]
    [InlineData("oblige: { redact: [personaldata] }", "unknown kind of redaction `personaldata`", "personal-data")]
    public void A_misspelt_name_is_a_warning_with_the_nearest_name(string effect, string message, string nearest)
    {
        var found = Reported(effect);

        Assert.Contains((message, $"did you mean `{nearest}`?"), found);
    }

    [Theory]
    [InlineData("constrain: { certifications: [soc2, iso27001], processingRegions: { allow: [eu-west] } }")]
    [InlineData("constrain: { regions: { allow: [eu-west] }, serviceTiers: { allow: [batch, standard] } }")]
    [InlineData("constrain: { processingRegions: { allow: [eu-west, eu-south, us-east-1, eu-central] } }")]
    [InlineData("oblige: { redact: [secrets, personal-data] }")]
    public void Known_names_are_not_reported(string effect) => Assert.Empty(Reported(effect));

    private static IEnumerable<(string, string)> Reported(string effect) => Loading
        .Load(("catalog.yaml", Catalog), ("policy.yaml", $$"""
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: p }
            spec:
              rules:
                - { id: streams, when: stream, {{effect}} }
                - { id: default, select: { objective: price } }

            """))
        .Diagnostics.Where(diagnostic => diagnostic.Code.Id == "RR0217")
        .Select(diagnostic => (diagnostic.Message, diagnostic.Help));
}
