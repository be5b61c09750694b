using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace RulesRouter.Cli.Tests;

public sealed class DecideTests
{
    private static readonly string Policies = Path.Combine(Repository.Root, "policies");

    [Fact]
    public void Explanation_lists_rules_exclusions_ranking_and_chain()
    {
        var result = Decide(
            """{ "policy": "coding-assistant", "task": "autocomplete", "deadlineMs": 1000, "attributes": { "sensitivity": "public" }, "estimate": { "inputTokens": 600, "outputTokens": 20 } }""",
            "--allow-sample-evidence",
            "--explain");

        Assert.Equal(0, result.ExitCode);
        var route = Regex.Match(result.Output, @"^route to (?<chosen>\S+)  \((?<usd>\$[0-9.]+), (?<ms>\d+ ms), (?<most>\d+ ms) at p99\)\n    then (?<next>\S+)  ");
        Assert.True(route.Success, result.Output);
        string Of(string part) => route.Groups[part].Value;
        foreach (var line in new[]
        {
            "  coding-assistant/autocomplete matched: task == \"autocomplete\" and interactive\n      it constrains latencyP99Ms.max to 1000\n",
            "  latencyP99Ms.max at most 1000 milliseconds (coding-assistant/autocomplete, request) removed ",
            $"  → 1. {Of("chosen")}: {Of("ms")} at p50  ({Of("usd")}, {Of("most")} at p99, quality 0.",
            $"  `{Of("chosen")}` first\n  then `{Of("next")}`, in another failure domain, after rate-limited, unavailable, timeout, authentication, model-not-found",
            "  chain ends: the rule allows 2 fallbacks\n",
        })
        {
            Assert.Contains(line, result.Output, StringComparison.Ordinal);
        }
    }

    /// <summary>Only Linux has a device that never ends.</summary>
    [Fact]
    public void Endless_request_is_a_usage_error()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var result = Terminal.Run("decide", "--policies", Policies, "--request", "/dev/zero");

        Assert.Equal(2, result.ExitCode);
        Assert.Equal("error: `/dev/zero` is larger than the maximum of 64 MB\n", result.Error.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Unknown_name_of_what_is_down_is_a_usage_error()
    {
        var result = Decide("""{ "policy": "coding-assistant", "task": "chat", "estimate": { "inputTokens": 9 } }""", "--down", "anthropc");

        Assert.Equal(2, result.ExitCode);
        Assert.Equal(
            "error: --down: no endpoint, provider or failure domain is named `anthropc`; did you mean `anthropic`?\n",
            result.Error.ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData("--attribute")]
    [InlineData("--key-attribute")]
    public void Attribute_with_two_values_is_a_usage_error(string option)
    {
        var result = Decide("""{ "policy": "coding-assistant", "prompt": "hi" }""", option, "team=ide", option, "team=web");

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith(
            $"error: {option} team is given twice: `team=ide`, `team=web`; keep one\n",
            result.Error.ReplaceLineEndings("\n"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Denial_names_cause_and_smallest_change_and_exits_with_1()
    {
        var result =
            Decide("""{ "policy": "coding-assistant", "task": "debugging", "attributes": { "sensitivity": "public" }, "estimate": { "inputTokens": 1000, "outputTokens": 100 }, "maxCostUsd": 0.0001 }""");

        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith(
            "denied by coding-assistant: no-candidate\n  it would be feasible if maxCostUsd is ",
            result.Output,
            StringComparison.Ordinal);
        Assert.Contains(" instead of 0.0001: `", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Cap_of_the_output_is_shown_at_the_hop_and_as_an_obligation()
    {
        const string Request =
            """{ "policy": "coding-assistant", "task": "debugging", "attributes": { "sensitivity": "public" }, "estimate": { "inputTokens": 1000, "outputTokens": 100 }, "maxCostUsd": 0.004 }""";
        var text = Decide(Request).Output;
        var json = JsonDocument.Parse(Decide(Request, "--format", "json").Output).RootElement;

        var cap = json.GetProperty("chosen").GetProperty("maxOutputTokens").GetInt32();
        var lowest = json.GetProperty("fallbacks").EnumerateArray().Select(hop => hop.GetProperty("maxOutputTokens").GetInt32())
            .Append(cap).Min();
        Assert.Equal(lowest, json.GetProperty("obligations").GetProperty("cap-output").GetInt32());
        Assert.Contains($")  at most {cap} tokens of output\n", text, StringComparison.Ordinal);
        Assert.Contains($"you must: cap-output {lowest} tokens (request)\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.00001)]
    [InlineData(0.0001)]
    [InlineData(0.000003)]
    public void Suggested_change_of_a_denial_makes_the_request_feasible(double budget)
    {
        static string Request(string budget) =>
            $$"""{ "policy": "coding-assistant", "task": "debugging", "attributes": { "sensitivity": "public" }, "estimate": { "inputTokens": 1013, "outputTokens": 107 }, "maxCostUsd": {{budget}} }""";
        var denied = Decide(Request(budget.ToString("R", CultureInfo.InvariantCulture)));
        var change = Regex.Match(denied.Output, @"if maxCostUsd is (0\.[0-9]+) instead of (0\.[0-9]+): ");

        Assert.Equal((1, true), (denied.ExitCode, change.Success));
        Assert.Equal(budget, double.Parse(change.Groups[2].Value, CultureInfo.InvariantCulture));
        Assert.Equal(0, Decide(Request(change.Groups[1].Value)).ExitCode);
    }

    [Fact]
    public void Denial_groups_endpoints_that_lack_the_same_evidence()
    {
        var result = Terminal.Run(
            "decide",
            "--policies",
            Policies,
            "--policy",
            "coding-assistant",
            "--prompt",
            "hello",
            "--attribute",
            "sensitivity=proprietary");

        Assert.Equal(1, result.ExitCode);
        Assert.Single(result.Output.Split('\n'), line => line.StartsWith("  it would be feasible if one of ", StringComparison.Ordinal));
        Assert.Contains(
            "  - sample evidence counts as unknown, and an unknown fact satisfies no constraint\n"
                + "  - `rulesrouter catalog evidence --template` writes a catalog file for evidence of your own\n",
            result.Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Json_equals_the_service_response_except_for_the_id()
    {
        var result = Decide(
            """{ "policy": "coding-assistant", "task": "chat", "attributes": { "sensitivity": "public" }, "estimate": { "inputTokens": 10, "outputTokens": 10 } }""",
            "--format",
            "json");

        using var parsed = JsonDocument.Parse(result.Output);
        Assert.Equal("routed", parsed.RootElement.GetProperty("outcome").GetString());
        Assert.False(parsed.RootElement.TryGetProperty("decisionId", out _));
    }

    [Theory]
    [InlineData("error: use either --prompt TEXT or --request FILE\n", "decide", "--policy", "coding-assistant")]
    [InlineData("error: `no-such.json` does not exist\n", "decide", "--request", "no-such.json")]
    [InlineData("error: `team` is not name=value\n", "decide", "--policy", "coding-assistant", "--prompt", "x", "--attribute", "team")]
    [InlineData("error: the request has errors\n  /task: unknown task `debuging`; did you mean `debugging`?\n", "decide", "--policy", "coding-assistant", "--prompt", "x", "--task", "debuging")]
    [InlineData("error: the request has errors\n  /policy: is missing\n", "decide", "--prompt", "x")]
    public void Incomplete_request_is_a_usage_error(string expected, params string[] arguments)
    {
        var result = Terminal.Run(arguments);

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith(expected, result.Error.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Equal("", result.Output);
    }

    [Fact]
    public void Folder_without_policies_is_reported()
    {
        var result = Terminal.Run("decide", "--policies", "nowhere", "--policy", "p", "--prompt", "x");

        Assert.Equal(2, result.ExitCode);
        Assert.EndsWith("error: `nowhere` does not exist\n", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_mistake_of_a_request_is_reported_at_once()
    {
        const string input =
            """
            { "policy": "cost-saver", "prompt": "x", "attributes": { "foo": 1 }, "attempts": [{ "endpoint": "a/b", "failed": "timeout" }] }
            """;
        var result = Terminal.RunWith(input, "decide", "--policies", Policies, "--request", "-", "--classifier", "none");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("error: /attempts/0/endpoint: unknown endpoint `a/b`", result.Error, StringComparison.Ordinal);
        Assert.EndsWith(
            "error: /attributes/foo: policy `cost-saver` declares no attribute `foo`; it declares `sensitivity`, `team`\n",
            result.Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Task_that_is_unknown_is_reported_beside_errors_of_the_request()
    {
        const string input = """{ "policy": "cost-saver", "prompt": "x", "foo": 1 }""";
        var result = Terminal.RunWith(
            input, "decide", "--policies", Policies, "--request", "-", "--task", "sumarise", "--classifier", "none");

        Assert.Equal(
            (2, "error: the request has errors\n  /foo: unknown field `foo`\n"
                + "  /task: unknown task `sumarise`; did you mean `summarise`?\n"),
            (result.ExitCode, result.Error));
    }

    [Theory]
    [InlineData("unknown policy `nosuch`; the policies are `coding-assistant`, `cost-saver`, `regulated-eu`, `support-chat`", "nosuch")]
    [InlineData("unknown policy `coding-asistant`; did you mean `coding-assistant`?", "coding-asistant")]
    [InlineData("policy `organisation-baseline` is abstract, so requests cannot name it; name one that extends it: `coding-assistant`, `cost-saver`, `regulated-eu`, `support-chat`", "organisation-baseline")]
    public void Unknown_policy_lists_the_policies_that_exist(string expected, string policy)
    {
        var result = Terminal.Run("decide", "--policies", Policies, "--policy", policy, "--prompt", "x", "--classifier", "none");

        Assert.Equal((2, $"error: /policy: {expected}\n"), (result.ExitCode, result.Error));
    }

    [Theory]
    [InlineData("--key-attribute", "tenant=7", "denied by p: denied-by-rule\n  - rule p/big denied: no\n", "")]
    [InlineData("--key-attribute", "scopes=gpu, cpu", "denied by p: denied-by-rule\n  - rule p/big denied: no\n", "")]
    [InlineData("--key-attribute", "tenat=7", "", "error: policy `p` declares no attribute `tenat`; did you mean `tenant`?\n")]
    [InlineData("--key-attribute", "seats=many", "", "error: /attributes/seats: `seats` must be a number\n")]
    [InlineData("--key-attribute", "tenant", "", "error: `tenant` is not name=value\n")]
    [InlineData("--attribute", "tenant=7", "", "error: /attributes/tenant: `tenant` is set by the key, not by the caller\n")]
    [InlineData("--attribute", "user=7", "denied by p: denied-by-rule\n  - rule p/seventh denied: no\n", "")]
    [InlineData("--attribute", "seats=7", "denied by p: denied-by-rule\n  - rule p/full denied: no\n", "")]
    public void Attributes_are_read_by_declared_type_and_key_attributes_are_separate(
        string option,
        string value,
        string output,
        string error)
    {
        var folder = Directory.CreateTempSubdirectory("decide").FullName;
        File.WriteAllText(Path.Combine(folder, "policy.yaml"), """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: p }
            spec:
              attributes:
                tenant: { type: text, source: key, default: none }
                scopes: { type: set, source: key, default: [] }
                seats: { type: number, default: 0 }
                user: { type: text, default: anonymous }
              rules:
                - { id: big, when: tenant == "7" or scopes.Contains("gpu"), deny: true, reason: "no" }
                - { id: full, when: seats == 7, deny: true, reason: "no" }
                - { id: seventh, when: user == "7", deny: true, reason: "no" }
                - { id: default, select: { objective: price } }
            """);

        var result = Terminal.Run("decide", "--policies", folder, "--policy", "p", "--prompt", "x", "--classifier", "none", option, value);
        Directory.Delete(folder, recursive: true);

        Assert.StartsWith(output, result.Output, StringComparison.Ordinal);
        Assert.Equal(error.Length > 0 ? 2 : 1, result.ExitCode);
        Assert.StartsWith(error, result.Error, StringComparison.Ordinal);
    }

    private static Terminal Decide(string request, params string[] more) =>
        Terminal.RunWith(request, ["decide", "--policies", Policies, "--request", "-", "--at", "2026-09-01T20:00:00Z", "--key-attribute", "sensitivity=public", .. more]);
}
