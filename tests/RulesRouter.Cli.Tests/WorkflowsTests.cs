using System.Globalization;
using System.Text;
using System.Text.Json;
using RulesEngine.Models;
using RulesRouter.Classifiers;
using RulesRouter.Decisions;
using RulesRouter.Evaluation;
using RulesRouter.Language;
using RulesRouter.Policies.Conditions;
using RulesRouter.Wire.Requests;

namespace RulesRouter.Cli.Tests;

/// <summary>What <c>rulesrouter workflows</c> writes, run by RulesEngine with its default settings.</summary>
public sealed class WorkflowsTests
{
    private static readonly string Policies = Path.Combine(Repository.Root, "policies");

    private static readonly string[] Tasks = ["autocomplete", "code-generation", "unit-test-generation", "debugging", "refactor", "code-review", "agentic", "chat"];

    [Fact]
    public async Task Stock_RulesEngine_finds_the_matches_of_the_index_for_the_shipped_policies()
    {
        var written = Terminal.Run("workflows", Policies);
        Assert.Equal((0, ""), (written.ExitCode, written.Error));
        var engine = new RulesEngine.RulesEngine(JsonSerializer.Deserialize<Workflow[]>(written.Output));
        var classifier = new HeuristicClassifier();
        var set = PolicyFolder.Load(PolicyDirectory.Read(Policies), classifier.Digest).Set!;
        var point = new PolicyDecisionPoint(set, classifier, new DecisionSettings());
        var random = new Random(1);
        foreach (var name in set.Names)
        {
            for (var round = 0; round < 60; round++)
            {
                var answer = Decide(point, RequestFor(name, random));
                var facts = set.Find(name)!.ToWorkflow().FactsOf(answer.Facts!).ToJson();
                var results = (await engine.ExecuteAllRulesAsync(name, Inputs(facts))).ToDictionary(
                    result => result.Rule.RuleName,
                    result => result.IsSuccess);
                var rules = answer.Decision!.Explanation.Trace!.Rules;
                Assert.Equal(2 * rules.Length, results.Count);
                Assert.Equal(
                    rules.Select(rule => (rule.Id, Certain: rule.Truth == Truth.True, Possible: rule.Truth != Truth.False)),
                    rules.Select(rule => (rule.Id, Certain: results[$"{rule.Id}: certainly true"], Possible: !results[$"{rule.Id}: certainly false"])));
            }
        }
    }

    [Fact]
    public void Facts_of_a_request_are_written_as_the_inputs_of_the_workflow()
    {
        var written = Terminal.RunWith(
            """{ "policy": "coding-assistant", "estimate": { "inputTokens": 1800 }, "task": "refactor" }""", "workflows", Policies, "--policy", "coding-assistant", "--request", "-", "--at", "2026-09-01T12:00:00Z");

        Assert.Equal((0, ""), (written.ExitCode, written.Error));
        var facts = JsonDocument.Parse(written.Output).RootElement;
        Assert.Equal(["known", "booleans", "numbers", "strings", "sets"], facts.EnumerateObject().Select(input => input.Name));
        Assert.Equal("refactor", facts.GetProperty("strings").GetProperty("task").GetString());
        Assert.Equal(1800, facts.GetProperty("numbers").GetProperty("inputTokens").GetDouble());
        Assert.True(facts.GetProperty("known").GetProperty("inputTokens").GetBoolean());
        Assert.False(facts.GetProperty("known").GetProperty("deadlineMs").GetBoolean());
        Assert.Equal(
            facts.GetProperty("known").EnumerateObject().Select(fact => fact.Name).Order(StringComparer.Ordinal),
            facts.EnumerateObject()
                .Skip(1)
                .SelectMany(input => input.Value.EnumerateObject())
                .Select(fact => fact.Name)
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Unknown_policy_is_a_usage_error_with_the_nearest_name()
    {
        var result = Terminal.Run("workflows", Policies, "--policy", "coding-asistant");

        Assert.Equal(
            (2, "error: unknown policy `coding-asistant`; did you mean `coding-assistant`?\n"),
            (result.ExitCode, result.Error.ReplaceLineEndings("\n")));
    }

    private static DecisionAnswer Decide(PolicyDecisionPoint point, string json)
    {
        var (request, errors) = DecisionRequestReader.Read(Encoding.UTF8.GetBytes(json));
        Assert.Empty(errors);
        var answer = point.Decide(request!, Terminal.Now, RouterState.Healthy);
        Assert.Empty(answer.Errors);
        return answer;
    }

    /// <summary>Each field in half of the requests, so that many facts are unknown.</summary>
    private static string RequestFor(string policy, Random random)
    {
        var fields = new List<string> { $"\"policy\": \"{policy}\"", "\"explain\": true", string.Create(CultureInfo.InvariantCulture, $"\"estimate\": {{ \"inputTokens\": {random.Next(200_000)} }}") };
        Maybe($"\"task\": \"{Tasks[random.Next(Tasks.Length)]}\"");
        Maybe(string.Create(CultureInfo.InvariantCulture, $"\"deadlineMs\": {random.Next(20_000)}"));
        Maybe(string.Create(CultureInfo.InvariantCulture, $"\"maxOutputTokens\": {random.Next(1, 9_000)}"));
        Maybe($"\"stream\": {(random.Next(2) == 0 ? "true" : "false")}");
        Maybe("\"needs\": { \"tools\": true, \"vision\": false }");
        Maybe("\"session\": { \"id\": \"s1\" }");
        return $"{{ {string.Join(", ", fields)} }}";

        void Maybe(string field)
        {
            if (random.Next(2) == 0)
            {
                fields.Add(field);
            }
        }
    }

    /// <summary>As the README of the workflows shows it.</summary>
    private static RuleParameter[] Inputs(string json)
    {
        var facts = JsonDocument.Parse(json).RootElement;
        return
        [
            new("known", facts.GetProperty("known").Deserialize<Dictionary<string, bool>>()),
            new("booleans", facts.GetProperty("booleans").Deserialize<Dictionary<string, bool>>()),
            new("numbers", facts.GetProperty("numbers").Deserialize<Dictionary<string, double>>()),
            new("strings", facts.GetProperty("strings").Deserialize<Dictionary<string, string>>()),
            new("sets", facts.GetProperty("sets").Deserialize<Dictionary<string, HashSet<string>>>()),
        ];
    }
}
