using System.Text;
using Microsoft.AspNetCore.Http;
using RulesRouter.Gateway.Tests.Mock;

namespace RulesRouter.Cli.Tests;

/// <summary>The command against a scripted upstream.</summary>
public sealed class CatalogProbeTests : IAsyncLifetime
{
    private const int Tokens = 50;

    private readonly string folder = Directory.CreateTempSubdirectory("probe").FullName;
    private MockUpstream upstream = null!;

    private string Output => Path.Combine(folder, "probed.yaml");

    public async Task InitializeAsync()
    {
        upstream = await MockUpstream.Start();
        upstream.Otherwise = Counts;
        File.WriteAllText(Path.Combine(folder, "catalog.yaml"), $$"""
            apiVersion: rulesrouter/v1
            kind: Catalog
            metadata: { name: ours }
            spec:
              providers:
                acme: { api: { dialect: openai-chat, baseUrl: "{{upstream.BaseUrl}}", credential: ACME_KEY } }
              models: { one: {}, two: {} }
              endpoints:
                acme/one: { model: one, contextTokens: 9000, maxOutputTokens: 4000, prices: { source: test, periods: [{ input: 1, output: 2 }] } }
                acme/two: { model: two, contextTokens: 9000 }
            """);
        File.WriteAllText(Path.Combine(folder, "policy.yaml"), """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: fast }
            spec:
              rules:
                - { id: soon, when: "true", constrain: { ttftP99Ms: { max: 60000 }, tokensPerSecond: { min: 0.001 } } }
                - { id: default, select: { objective: price } }
            """);
    }

    public async Task DisposeAsync()
    {
        await upstream.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Measured_latency_is_evidence_that_decisions_use()
    {
        string[] decide = ["decide", "--policies", folder, "--policy", "fast", "--prompt", "hello", "--classifier", "none"];
        var before = Terminal.Run(decide);

        var probed = Probe("--requests", "6", "--output", Output);
        var again = Probe("--requests", "6", "--output", Output);
        var after = Terminal.Run(decide);

        Assert.Equal(("", ""), (probed.Error, again.Error));
        var lines = probed.Output.Split('\n');
        Assert.Matches(
            @"^acme/one: 6 calls; first token \d+ ms at p50, \d+ ms at p99; \d+ tokens/s at p50, \d+ at p1; \$0\.000642$",
            lines[0]);
        Assert.Equal(
            [
                "acme/two: not called, as its price is unknown",
                "spent $0.000642 of at most $0.1",
                $"wrote {Output}: latency of 1 endpoints",
                "",
            ],
            lines[1..]);
        Assert.Equal((0, 0), (probed.ExitCode, again.ExitCode));
        Assert.Equal(12, upstream.Calls.Count);
        Assert.Contains("checkedOn: 2026-06-01, expires: 2026-07-31", File.ReadAllText(Output), StringComparison.Ordinal);
        Assert.Contains("no-candidate", before.Output + before.Error, StringComparison.Ordinal);
        Assert.Contains("acme/one", after.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("no-candidate", after.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Endpoint_that_rejects_its_calls_is_given_up_with_the_class()
    {
        upstream.Otherwise = MockAnswers.Error(401, "authentication_error", "no such key");

        var probed = Probe("--endpoints", "acme/one", "--output", Output);

        Assert.Equal(
            "acme/one: 3 calls, failed: authentication 3; $0\nspent $0 of at most $0.1\n"
                + "1 endpoints gave fewer than 5 measured answers: they have no evidence\n",
            probed.Output);
        Assert.Equal(1, probed.ExitCode);
        Assert.False(File.Exists(Output));
    }

    [Fact]
    public void No_call_is_made_that_may_exceed_the_money()
    {
        var probed = Probe("--endpoints", "acme/one", "--max-usd", "0.0004");

        Assert.StartsWith(
            "acme/one: not called, as a call may cost more than the rest of --max-usd\n",
            probed.Output,
            StringComparison.Ordinal);
        Assert.Empty(upstream.Calls);
    }

    [Theory]
    [InlineData("error: --requests must be 5 to 1000, found 2\n", "--requests", "2")]
    [InlineData("error: --max-usd must be a number of US dollars, at least 0, found -1\n", "--max-usd", "-1")]
    [InlineData("error: no endpoint of the catalog matches `acne/*`; `rulesrouter catalog show` lists them\n", "--endpoints", "acne/*")]
    public void Wrong_options_are_usage_errors(string error, params string[] options)
    {
        var probed = Probe(options);

        Assert.Equal((2, "", error), (probed.ExitCode, probed.Output, probed.Error));
    }

    [Fact]
    public void File_of_another_origin_is_kept()
    {
        File.WriteAllText(Output, "mine");

        var probed = Probe("--output", Output);

        Assert.Equal(
            (2, $"error: `{Output}` exists, and `catalog probe` did not write it; name another file with --output\n"),
            (probed.ExitCode, probed.Error));
        Assert.Equal("mine", File.ReadAllText(Output));
    }

    [Fact]
    public void Missing_credential_is_a_usage_error_that_says_how_to_set_one()
    {
        var probed = Terminal.Run("catalog", "probe", "--policies", folder);

        Assert.Equal(
            (2, "error: no endpoint can be called: no credential is set; set ACME_KEY, or use --upstream-credentials\n"),
            (probed.ExitCode, probed.Error));
    }

    private Terminal Probe(params string[] options) => Terminal.RunIn(
        new Dictionary<string, string> { ["ACME_KEY"] = "secret" },
        ["catalog", "probe", "--policies", folder, .. options]);

    /// <summary>A token in each event, some time after the first.</summary>
    private static async Task Counts(HttpContext context, UpstreamCall call)
    {
        context.Response.ContentType = "text/event-stream";
        for (var token = 0; token < Tokens; token++)
        {
            await Send("""{"index":0,"delta":{"role":"assistant","content":"one "},"finish_reason":null}""", "null");
            if (token == 0)
            {
                await Task.Delay(20);
            }
        }

        await Send("""{"index":0,"delta":{},"finish_reason":"stop"}""", "null");
        await Send("", $$"""{"prompt_tokens":7,"completion_tokens":{{Tokens}},"total_tokens":57}""");
        await context.Response.WriteAsync("data: [DONE]\n\n");

        Task Send(string choice, string usage) => context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(
            $$"""data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{{choice}}],"usage":{{usage}}}""" + "\n\n"))
            .AsTask();
    }
}
