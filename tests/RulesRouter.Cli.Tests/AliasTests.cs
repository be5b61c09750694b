namespace RulesRouter.Cli.Tests;

/// <summary>Aliases of models on the command line.</summary>
public sealed class AliasTests : IDisposable
{
    private const string Catalog = """
        apiVersion: rulesrouter/v1
        kind: Catalog
        metadata: { name: c }
        spec:
          providers: { a: { name: A }, b: { name: B } }
          models:
            m-1: { quality: [{ benchmark: Own, task: debugging, score: 0.8, source: here }] }
            m-2: { quality: [{ benchmark: Own, task: debugging, score: 0.6, source: here }] }
            m: { aliasOf: [{ model: m-1, since: 2026-01-10 }, { model: m-2, since: 2026-07-01 }] }
          endpoints:
            a/m: { model: m, contextTokens: 10000, maxOutputTokens: 10000, prices: { periods: [{ input: 1, output: 1 }] } }
            b/m-1: { model: m-1, contextTokens: 10000, maxOutputTokens: 10000, prices: { periods: [{ input: 2, output: 2 }] } }
            b/m-2: { model: m-2, contextTokens: 10000, maxOutputTokens: 10000, prices: { periods: [{ input: 3, output: 3 }] } }
        """;

    private const string Policy = """
        apiVersion: rulesrouter/v1
        kind: RoutingPolicy
        metadata: { name: p }
        spec:
          rules:
            - { id: no-second, when: task == "chat", constrain: { models: { forbid: [m-2] } } }
            - { id: default, select: { objective: expected-cost } }
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("rulesrouter-").FullName;

    public AliasTests()
    {
        File.WriteAllText(Path.Combine(folder, "catalog.yaml"), Catalog);
        File.WriteAllText(Path.Combine(folder, "policy.yaml"), Policy);
    }

    private string Store => Path.Combine(folder, "o.db");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("2026-06-30", "an alias of m-1 since 2026-01-10, an alias of m-2 from 2026-07-01")]
    [InlineData("2026-07-01", "an alias of m-2 since 2026-07-01")]
    public void Catalog_shows_current_and_future_targets_of_aliases(string day, string note)
    {
        var shown = Terminal.RunAt(At(day), "catalog", "show", "a/*", "--policies", folder);

        Assert.Contains(
            note + " \n",
            shown.Output.Replace("  ", " ", StringComparison.Ordinal).Replace("  ", " ", StringComparison.Ordinal),
            StringComparison.Ordinal);
    }

    /// <summary>m refers to m-1 until the end of June and to m-2 afterwards, and latest to m.</summary>
    [Theory]
    [InlineData("2026-06-30", "allow: [m]", "a/m, a/latest, b/m-1")]
    [InlineData("2026-07-01", "allow: [m]", "a/m, a/latest, b/m-2")]
    [InlineData("2026-06-30", "allow: [latest]", "a/m, a/latest, b/m-1")]
    [InlineData("2026-06-30", "allow: [m-1]", "a/m, a/latest, b/m-1")]
    [InlineData("2026-07-01", "allow: [m-1]", "b/m-1")]
    [InlineData("2026-07-01", "allow: [vendor/m-two]", "a/m, a/latest, b/m-2")]
    [InlineData("2026-07-01", "allow: ['vendor/*']", "a/m, a/latest, b/m-2")]
    [InlineData("2026-06-30", "forbid: [m-1]", "b/m-2")]
    [InlineData("2026-07-01", "forbid: [m-1]", "a/m, a/latest, b/m-2")]
    [InlineData("2026-07-01", "forbid: [latest]", "a/m, b/m-1, b/m-2")]
    public void Model_is_allowed_by_the_names_it_has_on_the_day_and_forbidden_with_its_aliases(string day, string models, string chain)
    {
        File.WriteAllText(Path.Combine(folder, "catalog.yaml"), Catalog
            .Replace("m-2: { quality", "m-2: { spellings: [vendor/m-two], quality", StringComparison.Ordinal)
            .Replace("  endpoints:", """
                    latest: { aliasOf: [{ model: m, since: 2026-01-10 }] }
                  endpoints:
                    a/latest: { model: latest, contextTokens: 10000, maxOutputTokens: 10000, prices: { periods: [{ input: 1.5, output: 1.5 }] } }
                """, StringComparison.Ordinal));
        File.WriteAllText(Path.Combine(folder, "policy.yaml"), Policy
            .Replace("forbid: [m-2]", models, StringComparison.Ordinal)
            .Replace("objective: expected-cost", "objective: price, fallback: { max: 5, distinct: none }", StringComparison.Ordinal));

        var decided = Terminal.Run(
            "decide", "--policies", folder, "--policy", "p", "--task", "chat", "--prompt", "hello", "--at", day + "T12:00:00Z", "--classifier", "none");

        Assert.Equal("", decided.Error);
        Assert.Equal(
            chain,
            string.Join(", ", decided.Output.Split('\n').Where(line => line.Contains("($", StringComparison.Ordinal))
                .Select(line => line.Trim().Split(' ').First(word => word.Contains('/')))));
    }

    [Fact]
    public void Outcomes_before_the_current_target_are_ignored_and_counted()
    {
        var file = Path.Combine(folder, "o.jsonl");
        File.WriteAllText(file, """
            {"decisionId":"1","endpoint":"a/m","task":"debugging","verdict":"wrong","source":"tests","at":"2026-06-30T10:00:00Z"}
            {"decisionId":"2","endpoint":"a/m","task":"debugging","verdict":"right","source":"tests","at":"2026-07-01T10:00:00Z"}

            """);
        Terminal.RunAt(At("2026-07-03"), "outcomes", "import", file, "--outcomes", Store);

        var june = Terminal.RunAt(At("2026-06-30"), "outcomes", "show", "--outcomes", Store, "--policies", folder);
        var july = Terminal.RunAt(At("2026-07-02"), "outcomes", "show", "--outcomes", Store, "--policies", folder);

        Assert.DoesNotContain("left out", june.Output, StringComparison.Ordinal);
        Assert.Contains(
            "outcomes: an alias of m-2 since 2026-07-01 (1 outcome from before this date ignored), 1 score, difficulty from 1 outcome of 1 model, 1 outcome here)",
            july.Output,
            StringComparison.Ordinal);
        Assert.Contains(
            "\na/m: an alias of m-2 since 2026-07-01; 1 outcome from before this date ignored\nepoch 2,",
            july.Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Forbidden_model_forbids_its_current_aliases()
    {
        Assert.Equal(["a/m", "b/m-1"], Chain("2026-06-30T00:00:00Z", "chat"));
        Assert.Equal(["b/m-1"], Chain("2026-07-01T00:00:00Z", "chat"));
    }

    [Fact]
    public void Rejected_answer_of_an_alias_skips_its_target_model()
    {
        var decided = Decide(
            "2026-07-01T00:00:00Z",
            """{"policy":"p","task":"debugging","estimate":{"inputTokens":100,"outputTokens":100},"attempts":[{"endpoint":"a/m","failed":"rejected-output"}]}""");

        Assert.StartsWith("route to b/m-1  (", decided, StringComparison.Ordinal);
        Assert.DoesNotContain("b/m-2", Endpoints(decided));
    }

    private string[] Chain(string at, string task) =>
        Endpoints(Decide(at, $$$"""{"policy":"p","task":"{{{task}}}","estimate":{"inputTokens":100,"outputTokens":100}}"""));

    private string Decide(string at, string request)
    {
        var file = Path.Combine(folder, "request.json");
        File.WriteAllText(file, request);
        return Terminal.Run("decide", "--request", file, "--at", at, "--policies", folder, "--classifier", "none").Output;
    }

    private static string[] Endpoints(string decided) =>
        [.. decided.Split('\n').TakeWhile(line => line.Length > 0 && !line.StartsWith("expected", StringComparison.Ordinal))
        .Where(line => line.Contains("route to ", StringComparison.Ordinal) || line.Contains("then ", StringComparison.Ordinal))
        .Select(line => line.Trim().Split(' ').First(word => word.Contains('/', StringComparison.Ordinal)))];

    private static DateTimeOffset At(string day) => DateTimeOffset.Parse(day + "T12:00:00Z", null);
}
