using RulesRouter.Catalog;

namespace RulesRouter.Language.Tests.Binding;

/// <summary><c>via</c> is a list, transitive and acyclic; facts combine to the weaker.</summary>
public sealed class CarrierBinderTests
{
    private const string Head = "apiVersion: rulesrouter/v1\nkind: Catalog\nmetadata: { name: c }\nspec:\n  models: { m: {} }\n  providers:\n";

    [Theory]
    [InlineData("a: { via: b }", "b: {}", "c: {}", "", "b", true)]
    [InlineData("a: { via: b }", "b: { via: c }", "c: {}", "", "b c", true)]
    [InlineData("a: { via: [b, c] }", "b: { via: c }", "c: {}", "", "b c", true)]
    [InlineData("a: { via: unknown }", "b: {}", "c: {}", "", "", false)]
    [InlineData("a: { via: b }", "b: { via: [c, unknown] }", "c: {}", "", "b c", false)]
    [InlineData("a: { via: b }", "b: {}", "c: {}", ", via: c", "c", true)]
    [InlineData("a: { via: b }", "b: {}", "c: {}", ", via: []", "", true)]
    public void Carriers_are_transitive_and_an_endpoint_may_name_its_own(
        string a, string b, string c, string own, string carriers, bool known)
    {
        var endpoint = Endpoint($"    {a}\n    {b}\n    {c}\n  endpoints: {{ a/m: {{ model: m{own} }} }}\n");

        Assert.Equal(carriers, string.Join(' ', endpoint.Carriers.Providers.Select(provider => provider.Id)));
        Assert.Equal(known, endpoint.Carriers.AreKnown);
    }

    [Theory]
    [InlineData("dataRetentionDays: 0", "dataRetentionDays: 30", "30")]
    [InlineData("trainsOnData: false", "trainsOnData: true", "true")]
    [InlineData("zeroDataRetention: true", "zeroDataRetention: false", "false")]
    [InlineData("certifications: [soc2, iso27001]", "certifications: [soc2]", "soc2")]
    [InlineData("processingRegions: [eu]", "processingRegions: [us]", "[eu, us]")]
    [InlineData("storageRegions: [eu]", "storageRegions: [eu]", "eu")]
    [InlineData("dataRetentionDays: 0", "trainsOnData: false", "unknown")]
    public void Facts_combine_to_the_weaker_and_are_unknown_where_one_is(string own, string carrier, string combined)
    {
        var endpoint = Endpoint($"    a: {{ via: b, {Facts(own, "2026-06-30")} }}\n    b: {{ {Facts(carrier, "2026-12-31")} }}\n  endpoints: {{ a/m: {{ model: m }} }}\n");
        var definition = Constraints.ConstraintTable.All.First(
            row => row.RestsOnEvidence && own.StartsWith(row.Key, StringComparison.Ordinal));

        Assert.Equal(combined, definition.Possible(endpoint)!.Single().ToString());
        Assert.Equal(combined == "unknown" ? null : new DateOnly(2026, 6, 30), definition.EvidenceOf(endpoint)?.Expires);
    }

    [Theory]
    [InlineData("a: { via: bb }", "catalog.yaml:7:15: error RR0303: unknown carrier `bb` (did you mean `bbb`?)")]
    [InlineData("a: { via: [bbb, bb] }", "catalog.yaml:7:21: error RR0303: unknown carrier `bb` (did you mean `bbb`?)")]
    [InlineData("a: { via: a }", "catalog.yaml:7:15: error RR0312: carrier cycle: `a` → `a` (remove one of these `via`)")]
    public void A_misspelt_carrier_or_a_cycle_is_an_error(string a, string error) => Assert.Equal(
        error,
        Assert.Single(Load($"    {a}\n    bbb: {{}}\n").Diagnostics.Select(diagnostic => $"{diagnostic} ({diagnostic.Help})")));

    private static string Facts(string facts, string expires) =>
        $"compliance: [{{ evidence: {{ source: s, checkedOn: 2026-01-01, expires: {expires} }}, {facts} }}]";

    private static Endpoint Endpoint(string yaml)
    {
        var loaded = Load(yaml);
        Assert.Empty(loaded.Diagnostics);
        return loaded.Catalog.Endpoints.Single();
    }

    private static LoadResult Load(string yaml) =>
        PolicyLoader.Load([new PolicyFile("catalog.yaml", System.Text.Encoding.UTF8.GetBytes(Head + yaml))]);
}
