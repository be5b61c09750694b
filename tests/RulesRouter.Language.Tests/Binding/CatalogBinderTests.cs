using RulesRouter.Catalog;

namespace RulesRouter.Language.Tests.Binding;

public sealed class CatalogBinderTests
{
    private const string Header = "apiVersion: rulesrouter/v1\nkind: Catalog\nmetadata: { name: c }\nspec:\n";

    [Fact]
    public void Entries_with_the_same_id_in_several_files_are_merged()
    {
        var endpoint = Load(
            Header + "  providers: { p: { name: P } }\n  models: { m: { name: M } }\n  endpoints:\n    p/m: { model: m, contextTokens: 1000 }\n",
            Header + "  endpoints:\n    p/m: { maxOutputTokens: 100, tools: true, prices: { source: s, asOf: 2026-01-01, periods: [{ input: 1, output: 2 }] } }\n").FindEndpoint("p/m")!;

        Assert.Equal((1000, 100, true), (endpoint.ContextTokens, endpoint.MaxOutputTokens, endpoint.Capabilities.Tools));
        Assert.Equal(2, endpoint.Prices!.RatesAt(default)!.Output);
        Assert.Equal(new DateOnly(2026, 1, 1), endpoint.Prices.AsOf);
    }

    [Theory]
    [InlineData("prices: { periods: [{ input: 1, output: 4 }] }", 1.0, 4.0)]
    [InlineData("prices: { periods: [{ input: 0, output: 0 }] }", null, null)]
    [InlineData("prices: { periods: [{ input: 0.14, output: 0 }] }", 0.14, null)]
    [InlineData("prices: { periods: [{ input: 0, output: 4 }] }", null, 4.0)]
    [InlineData("free: true, prices: { source: our machine, periods: [{ input: 0, output: 0 }] }", 0.0, 0.0)]
    [InlineData("free: true, prices: { source: trial, periods: [{ input: 0, output: 4 }] }", 0.0, 4.0)]
    [InlineData("livePrice: { expires: \"2026-09-01T12:00:00Z\", input: 0, output: 1 }", null, 1.0)]
    public void Price_of_0_is_unknown_unless_the_endpoint_is_free(string fields, double? input, double? output)
    {
        var rates = Priced(fields).Prices!.RatesAt(default)!;

        Assert.Equal((input, output), (rates.Input, rates.Output));
    }

    [Fact]
    public void Price_of_a_router_is_unknown() =>
        Assert.Null(Priced("router: true, prices: { periods: [{ input: 1, output: 4 }] }").Prices);

    [Theory]
    [InlineData("contextTokens: 1", true)]
    [InlineData("api: chat, outputModalities: [text]", true)]
    [InlineData("outputModalities: [image, text]", true)]
    [InlineData("outputModalities: [image]", false)]
    [InlineData("inputModalities: [audio]", false)]
    [InlineData("api: image", false)]
    [InlineData("api: realtime, outputModalities: [text]", false)]
    public void Endpoint_answers_chat_requests_in_text_only(string fields, bool expected) =>
        Assert.Equal(expected, Priced(fields).AnswersChat);

    [Fact]
    public void Token_factor_is_that_of_the_model_its_family_or_the_highest_known()
    {
        var catalog = Load(Header + """
              families: { a: { tokenFactor: 1.3, source: measured }, b: { tokenFactor: 0.9 } }
              models: { of-a: { family: a }, own: { family: a, tokenFactor: 1.1 }, of-b: { family: b }, other: { family: c }, none: {} }
            """);

        Assert.Equal(
            [1.3, 1.3, 0.9, 1.3, 1.1],
            new[] { "none", "of-a", "of-b", "other", "own" }.Select(id => catalog.TokenFactorOf(catalog.FindModel(id)!)));
    }

    private static Endpoint Priced(string fields) =>
        Load(Header + $"  providers: {{ p: {{}} }}\n  models: {{ m: {{}} }}\n  endpoints:\n    p/m: {{ model: m, {fields} }}\n")
            .FindEndpoint("p/m")!;

    [Fact]
    public void Facts_of_an_endpoint_override_those_of_its_provider()
    {
        const string Evidence = "evidence: { source: contract, checkedOn: 2026-01-01 }";
        var catalog = Load(Header + $$"""
              providers:
                p: { name: P, failureDomain: cloud, compliance: [{ {{Evidence}}, dataRetentionDays: 30, trainsOnData: false }] }
              models: { m: { name: M } }
              endpoints:
                p/m: { model: m }
                p/m#eu-west.batch: { model: m, failureDomain: cloud-eu, compliance: [{ {{Evidence}}, dataRetentionDays: 0 }] }
            """);

        var general = catalog.FindEndpoint("p/m")!;
        var european = catalog.FindEndpoint("p/m#eu-west.batch")!;
        Assert.Equal((30, false), (general.Compliance.DataRetentionDays!.Value, general.Compliance.TrainsOnData!.Value));
        Assert.Equal((0, false), (european.Compliance.DataRetentionDays!.Value, european.Compliance.TrainsOnData!.Value));
        Assert.Equal(("cloud", "cloud-eu"), (general.FailureDomain, european.FailureDomain));
        Assert.Equal(("eu-west", "batch"), (european.Region, european.ServiceTier));
    }

    [Fact]
    public void Prices_have_periods_windows_and_tiers_and_the_last_match_counts()
    {
        var prices = Load(Header + """
              providers: { p: { name: P } }
              models: { m: { name: M } }
              endpoints:
                p/m:
                  model: m
                  prices:
                    source: s
                    periods:
                      - { input: 1, output: 4, tiers: [{ aboveInputTokens: 200000, input: 2, output: 6 }] }
                      - { from: 2026-06-01, until: "2026-06-01T16:00:00Z", input: 0.5, output: 2 }
                      - { from: "2026-06-01T16:00:00Z", input: 0.25, output: 1 }
                      - { from: 2026-06-01, windows: [{ days: [monday], from: "22:00", until: "02:00", zone: Europe/Paris }], input: 0.1, output: 0.2 }
            """).FindEndpoint("p/m")!.Prices!;

        Assert.Equal(4, prices.RatesAt(Moment("2026-05-31T23:59:59Z"))!.Output);
        Assert.Equal(6, prices.RatesAt(Moment("2026-05-31T00:00:00Z"))!.ForInput(200_001).Output);
        Assert.Equal(2, prices.RatesAt(Moment("2026-06-01T00:00:00Z"))!.Output);
        Assert.Equal(0.2, prices.RatesAt(Moment("2026-06-01T20:00:00Z"))!.Output);
        Assert.Equal(0.2, prices.RatesAt(Moment("2026-06-01T23:59:59Z"))!.Output);
        Assert.Equal(2, prices.RatesAt(Moment("2026-06-01T15:59:59Z"))!.Output);
        Assert.Equal(1, prices.RatesAt(Moment("2026-06-01T16:00:00Z"))!.Output);
        Assert.Equal(1, prices.RatesAt(Moment("2026-06-02T00:00:00Z"))!.Output);
    }

    [Fact]
    public void Facts_that_the_file_does_not_state_are_unknown()
    {
        var endpoint = Load(
            Header + "  providers: { p: { name: P } }\n  models: { m: { name: M } }\n  endpoints: { p/m: { model: m } }\n").FindEndpoint("p/m")!;

        Assert.Null(endpoint.Prices);
        Assert.Null(endpoint.ContextTokens);
        Assert.Null(endpoint.Capabilities.Tools);
        Assert.Null(endpoint.Latency);
        Assert.Equal(ComplianceFacts.Unknown, endpoint.Compliance);
        Assert.Equal("p", endpoint.FailureDomain);
    }

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static ModelCatalog Load(params string[] files)
    {
        var loaded = Loading.Load([.. files.Select((text, index) => ($"c{index}.yaml", text))]);
        Assert.Empty(Loading.Shown(loaded.Diagnostics));
        return loaded.Catalog;
    }
}
