namespace RulesRouter.Cli.Tests;

/// <summary>Two providers with a model each, at the same price.</summary>
internal static class TwoModels
{
    public const string Catalog = """
        apiVersion: rulesrouter/v1
        kind: Catalog
        metadata: { name: c }
        spec:
          providers: { a: {}, b: {} }
          models: { m: {}, n: {} }
          endpoints:
            a/m: { model: m, contextTokens: 10000, maxOutputTokens: 1000, prices: { source: list, periods: [{ input: 1, output: 1 }] } }
            b/n: { model: n, contextTokens: 10000, maxOutputTokens: 1000, prices: { source: list, periods: [{ input: 1, output: 1 }] } }
        """;
}
