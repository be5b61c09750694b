using System.Text;
using System.Text.Json;
using RulesRouter.Catalog;
using RulesRouter.Language.Schemas;

namespace RulesRouter.Language.Tests.Binding;

/// <summary>Files of a team override what an import wrote, field by field.</summary>
public sealed class CatalogOverrideTests
{
    private const string Imported = """
        apiVersion: rulesrouter/v1
        kind: Catalog
        metadata: { name: imported, imported: true }
        spec:
          providers:
            acme: { name: Acme, failureDomain: west }
            carrier: { name: Carrier }
          models:
            m: { name: M, family: f, vendor: v, released: 2026-01-01, tokenFactor: 1.1, spellings: [v.m] }
            n: { name: N }
          endpoints:
            acme/m:
              model: m
              wireModel: v.m
              region: eu
              api: chat
              via: carrier
              failureDomain: acme-west
              contextTokens: 1000
              maxOutputTokens: 500
              tools: true
              structuredOutput: true
              reasoning: false
              inputModalities: [text]
              outputModalities: [text]
              released: 2026-01-01
              deprecated: 2026-02-01
              isDeprecated: true
              retires: 2026-12-31
              router: false
              free: false
              prices: { source: list, asOf: 2026-01-01, periods: [{ input: 1, output: 2 }] }
              latency:
                - evidence: { source: probe, checkedOn: 2026-01-01 }
                  ttftP50Ms: 100
                  ttftP99Ms: 900
              compliance:
                - evidence: { source: contract, checkedOn: 2026-01-01 }
                  dataRetentionDays: 30
                  trainsOnData: false
              notes: [from the import]
        """;

    /// <summary>A field of an endpoint, another value, and how the endpoint shows it.</summary>
    public static TheoryData<string, string, Func<Endpoint, object?>, object?> Fields => new()
    {
        { "model", "n", endpoint => endpoint.Model.Id, "n" },
        { "wireModel", "m-eu", endpoint => endpoint.WireModel, "m-eu" },
        { "region", "us", endpoint => endpoint.Region, "us" },
        { "api", "embedding", endpoint => endpoint.Api, EndpointApi.Embedding },
        { "via", "unknown", endpoint => endpoint.Carriers.AreKnown, false },
        { "failureDomain", "east", endpoint => endpoint.FailureDomain, "east" },
        { "contextTokens", "2000", endpoint => endpoint.ContextTokens, 2000 },
        { "maxOutputTokens", "400", endpoint => endpoint.MaxOutputTokens, 400 },
        { "tools", "false", endpoint => endpoint.Capabilities.Tools, false },
        { "structuredOutput", "false", endpoint => endpoint.Capabilities.StructuredOutput, false },
        { "reasoning", "true", endpoint => endpoint.Capabilities.Reasoning, true },
        { "inputModalities", "[image]", endpoint => string.Join(' ', endpoint.Capabilities.InputModalities!), "image" },
        { "outputModalities", "[audio]", endpoint => string.Join(' ', endpoint.Capabilities.OutputModalities!), "audio" },
        { "released", "2026-01-09", endpoint => endpoint.ReleasedOn, new DateOnly(2026, 1, 9) },
        { "deprecated", "2026-02-09", endpoint => endpoint.DeprecatedOn, new DateOnly(2026, 2, 9) },
        { "isDeprecated", "false", endpoint => endpoint.IsDeprecated, false },
        { "retires", "2027-01-01", endpoint => endpoint.RetiresOn, new DateOnly(2027, 1, 1) },
        { "router", "true", endpoint => endpoint.IsRouter, true },
        { "free", "true", endpoint => endpoint.IsFree, true },
        { "prices", "{ source: ours, periods: [{ input: 3, output: 4 }] }", endpoint => endpoint.Prices!.Source, "ours" },
    };

    [Theory]
    [MemberData(nameof(Fields))]
    public void Field_of_an_endpoint_is_overridden_and_marked(string field, string value, Func<Endpoint, object?> read, object? expected)
    {
        var before = Read(Imported).FindEndpoint("acme/m")!;
        var after = Read(Imported, Endpoint($"{field}: {value}")).FindEndpoint("acme/m")!;

        Assert.NotEqual(expected, read(before));
        Assert.Equal(expected, read(after));
        Assert.Equal([$"{field} (ours0.yaml:6)"], after.Overrides.Select(one => one.ToString()));
        Assert.Equal("imported.yaml", Assert.Single(after.Overrides).Imported.Path);
        Assert.Empty(before.Overrides);
    }

    [Fact]
    public void Every_field_of_an_endpoint_that_is_no_list_of_statements_is_in_the_table()
    {
        using var schema = JsonDocument.Parse(DocumentSchema.TextOf("catalog"));
        var spec = schema.RootElement.GetProperty("properties").GetProperty("spec").GetProperty("properties");
        var fields = spec.GetProperty("endpoints").GetProperty("additionalProperties").GetProperty("properties")
            .EnumerateObject().Select(field => field.Name);

        Assert.Equal(
            fields.Except(["latency", "compliance", "notes", "livePrice"]).Order(StringComparer.Ordinal),
            Fields.Select(row => (string)row[0]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Fact_of_a_group_is_overridden_alone()
    {
        var endpoint = Read(
            Imported.Replace("      via: carrier\n", "", StringComparison.Ordinal),
            Endpoint("compliance: [{ evidence: { source: amendment, checkedOn: 2026-03-01 }, dataRetentionDays: 0 }]"),
            Endpoint("latency: [{ evidence: { source: our probe, checkedOn: 2026-03-01 }, ttftP50Ms: 80 }]")).FindEndpoint("acme/m")!;

        Assert.Equal(
            (0.0, "amendment", false, "contract"),
            (endpoint.Compliance.DataRetentionDays!.Value, endpoint.Compliance.DataRetentionDays.Evidence.Source,
                endpoint.Compliance.TrainsOnData!.Value, endpoint.Compliance.TrainsOnData.Evidence.Source));
        Assert.Equal((80.0, 900.0), (endpoint.Latency!.TtftP50Ms!.Value, endpoint.Latency.TtftP99Ms!.Value));
        Assert.Equal(
            ["compliance.dataRetentionDays (ours0.yaml:6)", "latency.ttftP50Ms (ours1.yaml:6)"],
            endpoint.Overrides.Select(one => one.ToString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Notes_figures_and_spellings_add_up()
    {
        var catalog = Read(
            Imported,
            Endpoint("notes: [ours]"),
            """
            apiVersion: rulesrouter/v1
            kind: Catalog
            metadata: { name: ours }
            spec:
              models:
                m: { spellings: [our-m], quality: [{ benchmark: b, task: chat, score: 0.5, source: ours }] }
            """);

        Assert.Equal((string[])["from the import", "ours"], catalog.FindEndpoint("acme/m")!.LocalNotes);
        Assert.Equal(["our-m", "v.m"], catalog.FindModel("m")!.Spellings);
        Assert.Single(catalog.FindModel("m")!.QualityFigures);
        Assert.Empty(catalog.FindEndpoint("acme/m")!.Overrides);
    }

    [Fact]
    public void Models_and_providers_are_overridden_too()
    {
        var catalog = Read(
            Imported,
            """
            apiVersion: rulesrouter/v1
            kind: Catalog
            metadata: { name: ours }
            spec:
              providers:
                acme: { failureDomain: ours }
              models:
                m: { family: g, released: 2026-01-02 }
            """);

        Assert.Equal("ours", catalog.FindProvider("acme")!.FailureDomain);
        var model = catalog.FindModel("m")!;
        Assert.Equal(("g", new DateOnly(2026, 1, 2), "v"), (model.Family, model.ReleasedOn, model.Vendor));
        Assert.Equal(["family (ours0.yaml:8)", "released (ours0.yaml:8)"], model.Overrides.Select(one => one.ToString()));
    }

    [Fact]
    public void Equal_value_is_no_override() => Assert.Empty(
        Read(Imported, Endpoint("prices: { source: list, asOf: 2026-01-01, periods: [{ input: 1, output: 2 }] }"), Endpoint("region: eu"))
            .FindEndpoint("acme/m")!.Overrides);

    [Theory]
    [InlineData("region: us", "region: jp", "region")]
    [InlineData("inputModalities: [text]", "inputModalities: [image]", "inputModalities")]
    [InlineData(
        "prices: { source: a, periods: [{ input: 3, output: 4 }] }",
        "prices: { source: b, periods: [{ input: 3, output: 4 }] }",
        "prices")]
    public void Two_files_that_override_a_field_differently_are_an_error_that_names_both(string one, string other, string field)
    {
        var error = Assert.Single(Load(Imported, Endpoint(one), Endpoint(other)).Diagnostics);

        Assert.Equal(
            ("RR0301", $"`{field}` of `acme/m` is stated twice", "ours1.yaml:6"),
            (error.Code.Id, error.Message, $"{error.Span.Path}:{error.Span.Line}"));
        Assert.StartsWith("the first is at ours0.yaml:6:", error.Help, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_files_that_override_a_field_alike_agree() =>
        Assert.Equal("us", Read(Imported, Endpoint("region: us"), Endpoint("region: us")).FindEndpoint("acme/m")!.Region);

    [Fact]
    public void Two_files_without_an_import_conflict()
    {
        var plain = Imported.Replace(", imported: true", "", StringComparison.Ordinal);

        Assert.Equal(
            ["`contextTokens` of `acme/m` is stated twice"],
            Load(plain, Endpoint("contextTokens: 2000")).Diagnostics.Select(error => error.Message));
    }

    [Fact]
    public void Lowered_context_is_reported_where_it_is_overridden()
    {
        var error = Assert.Single(Load(Imported, Endpoint("contextTokens: 400")).Diagnostics);

        Assert.Equal(
            ("maxOutputTokens 500 of `acme/m` exceeds contextTokens 400", "ours0.yaml:6"),
            (error.Message, $"{error.Span.Path}:{error.Span.Line}"));
    }

    [Fact]
    public void Region_that_contradicts_the_id_is_an_error()
    {
        var file = Imported.Replace("acme/m:", "acme/m#eu-west:", StringComparison.Ordinal);

        Assert.Equal(
            ["region `eu` of `acme/m#eu-west` is not the region of its id, `eu-west`"],
            Load(file).Diagnostics.Select(error => error.Message));
    }

    [Fact]
    public void Order_of_files_makes_no_difference()
    {
        var file = File("a-ours.yaml", Endpoint("region: us"));

        Assert.Equal("us", PolicyLoader.Load([file, File("imported.yaml", Imported)]).Catalog.FindEndpoint("acme/m")!.Region);
    }

    private static string Endpoint(string field) => $$"""
        apiVersion: rulesrouter/v1
        kind: Catalog
        metadata: { name: ours }
        spec:
          endpoints:
            acme/m: { {{field}} }
        """;

    private static ModelCatalog Read(string imported, params string[] ours)
    {
        var loaded = Load(imported, ours);
        Assert.Empty(loaded.Diagnostics.Where(diagnostic => diagnostic.IsError));
        return loaded.Catalog;
    }

    private static LoadResult Load(string imported, params string[] ours) => PolicyLoader.Load(
        [File("imported.yaml", imported), .. ours.Select((text, index) => File($"ours{index}.yaml", text))]);

    private static PolicyFile File(string path, string text) => new(path, Encoding.UTF8.GetBytes(text));
}
