namespace RulesRouter.Cli.Tests;

/// <summary>Catalogs on the day <see cref="Terminal.Now"/>, 1 June 2026.</summary>
public sealed class RetirementTests : IDisposable
{
    private const string Policy = """
        apiVersion: rulesrouter/v1
        kind: RoutingPolicy
        metadata: { name: p }
        spec:
          rules:
            - { id: default, select: { objective: ordered, prefer: ["a/*"] } }

        """;

    private readonly string folder = Directory.CreateTempSubdirectory("retirement").FullName;

    [Theory]
    [InlineData("2026-06-02", "catalog.yaml:9:5: warning RR0341: `a/m` retires on 2026-06-02, in 1 day", "`a/m`, which alone matches `a/*`, retires on 2026-06-02")]
    [InlineData("2026-07-31", "catalog.yaml:9:5: warning RR0341: `a/m` retires on 2026-07-31, in 60 days", "`a/m`, which alone matches `a/*`, retires on 2026-07-31")]
    [InlineData("2026-06-01", null, "`a/m`, which alone matches `a/*`, retired on 2026-06-01")]
    [InlineData("2026-08-01", null, null)]
    public void Retiring_endpoints_and_names_left_without_endpoints_are_warnings(string retires, string? ofEndpoint, string? ofPolicy)
    {
        Write(retires);

        var printed = Terminal.Run("validate", folder);

        Assert.Equal(0, printed.ExitCode);
        Assert.Equal(ofEndpoint is not null, printed.Output.Contains("RR0341", StringComparison.Ordinal));
        Assert.Equal(ofPolicy is not null, printed.Output.Contains("RR0342", StringComparison.Ordinal));
        Assert.Contains(ofEndpoint ?? "", printed.Output, StringComparison.Ordinal);
        Assert.Contains(ofPolicy is null ? "" : $"policy.yaml:6:61: warning RR0342: {ofPolicy}", printed.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-06-01T23:59:59Z", 0)]
    [InlineData("2026-06-02T00:00:00Z", 1)]
    public void Retired_endpoint_is_not_chosen(string at, int exitCode)
    {
        Write("2026-06-02");

        var decided = Terminal.Run("decide", "--policies", folder, "--policy", "p", "--prompt", "hello", "--at", at);

        Assert.Equal(exitCode, decided.ExitCode);
        Assert.Equal(exitCode == 1, decided.Output.Contains("served released and not retired", StringComparison.Ordinal));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private void Write(string retires)
    {
        File.WriteAllText(Path.Combine(folder, "policy.yaml"), Policy);
        File.WriteAllText(Path.Combine(folder, "catalog.yaml"), $$"""
            apiVersion: rulesrouter/v1
            kind: Catalog
            metadata: { name: c }
            spec:
              providers: { a: {}, b: {} }
              models:
                m: {}
              endpoints:
                a/m: { model: m, contextTokens: 100000, maxOutputTokens: 10000, retires: {{retires}}, prices: { periods: [{ input: 1, output: 1 }] } }
                b/m: { model: m, prices: { periods: [{ input: 1, output: 1 }] } }

            """);
    }
}
