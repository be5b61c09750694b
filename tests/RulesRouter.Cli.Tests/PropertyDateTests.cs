namespace RulesRouter.Cli.Tests;

/// <summary>A property is about a time of its own, else its suite's, else now; a case needs a date, so that it stays as it is.</summary>
public sealed class PropertyDateTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("dates").FullName;

    public PropertyDateTests()
    {
        File.WriteAllText(Path.Combine(folder, "policy.yaml"), """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: p }
            spec:
              rules: [{ id: default, select: { objective: price } }]
            """);
        File.WriteAllText(Path.Combine(folder, "catalog.yaml"), """
            apiVersion: rulesrouter/v1
            kind: Catalog
            metadata: { name: c }
            spec:
              providers: { a: { name: A }, b: { name: B } }
              models: { m: {} }
              endpoints:
                a/m: { model: m, contextTokens: 9000, maxOutputTokens: 900, prices: { periods: [{ input: 1, output: 1 }] } }
                b/m: { model: m, contextTokens: 9000, maxOutputTokens: 900, retires: 2026-06-30, prices: { periods: [{ input: 2, output: 2 }] } }
            """);
    }

    /// <summary>b serves until the end of June.</summary>
    [Theory]
    [InlineData("2026-06-01", 1)]
    [InlineData("2026-07-02", 0)]
    public void Property_without_a_date_is_about_now(string day, int exit)
    {
        Write("  properties: [{ name: never b, then: 'every hop: provider != \"b\"' }]");

        var now = DateTimeOffset.Parse(day + "T12:00:00Z", System.Globalization.CultureInfo.InvariantCulture);
        var proved = Terminal.RunAt(now, "prove", folder);

        Assert.Equal(("", exit), (proved.Error, proved.ExitCode));
        Assert.Equal(0, Terminal.RunAt(now, "validate", folder).ExitCode);
    }

    [Fact]
    public void Case_without_a_date_is_an_error()
    {
        Write("  cases: [{ name: one, request: { prompt: hello }, expect: { outcome: routed } }]");

        var result = Terminal.Run("validate", folder);

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("tests.yaml:6:11: error RR0502: `at` is missing", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Pattern_without_an_endpoint_is_a_warning_and_its_test_runs()
    {
        Write("  at: 2026-05-01T12:00:00Z\n  cases: [{ name: one, request: { estimate: { inputTokens: 9, outputTokens: 9 } }, expect: { noHop: '*-preview' } }]");

        var tested = Terminal.Run("test", folder, "--classifier", "none");

        Assert.Equal(0, tested.ExitCode);
        Assert.Contains("warning RR0509: `*-preview` matches no endpoint of the catalog", tested.Error, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private void Write(string spec) => File.WriteAllText(
        Path.Combine(folder, "tests.yaml"),
        $"apiVersion: rulesrouter/v1\nkind: PolicyTest\nmetadata: {{ name: t }}\nspec:\n  policy: p\n{spec}\n");
}
