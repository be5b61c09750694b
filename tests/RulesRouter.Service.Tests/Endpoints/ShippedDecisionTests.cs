using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RulesRouter.Service.Tests.Endpoints;

/// <summary>
/// Every shipped policy × task × request of tests/testdata/decisions/requests.json, one line per decision. A change of structure leaves
/// these files as they are. A change of meaning writes them again (<c>make decisions</c>), and its author reviews the difference.
/// </summary>
public sealed class ShippedDecisionTests(ShippedService shipped) : IClassFixture<ShippedService>
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "testdata", "decisions");

    private static readonly string[] Tasks =
    [
        "autocomplete", "code-generation", "unit-test-generation", "debugging", "refactor", "code-review", "explain",
        "code-reasoning", "reasoning", "knowledge", "summarise", "chat", "agentic", "other",
    ];

    [Theory]
    [InlineData("coding-assistant")]
    [InlineData("cost-saver")]
    [InlineData("regulated-eu")]
    [InlineData("support-chat")]
    public async Task Decides_as_recorded_for_every_task_and_request(string policy)
    {
        var requests = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Folder, "requests.json")))!.AsObject();
        var asked = Tasks.SelectMany(task => requests.Select(request => (task, request.Key, Body: BodyOf(policy, task, request.Value!))))
            .ToList();

        var answer = await shipped.Running.Post(
            "/v1/decisions/batch",
            new JsonObject { ["requests"] = new JsonArray([.. asked.Select(one => one.Body)]) }.ToJsonString());

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var lines = answer.Json.GetProperty("decisions")
            .EnumerateArray()
            .Zip(asked, (decision, one) => $"{one.task} {one.Key}: {LineOf(decision)}");
        var text = string.Concat(lines.Select(line => line + "\n"));
        var file = Path.Combine(Folder, policy + ".txt");
        if (Environment.GetEnvironmentVariable("RULESROUTER_WRITE_DECISIONS") == "1")
        {
            await File.WriteAllTextAsync(file, text);
        }

        Assert.Equal(await File.ReadAllTextAsync(file), text);
    }

    private static JsonNode BodyOf(string policy, string task, JsonNode request)
    {
        var body = request.DeepClone();
        body["policy"] = policy;
        body["task"] = task;
        return body;
    }

    private static string LineOf(JsonElement decision)
    {
        var constraints = $"constraints {{{Joined(decision, "constraints")}}} obligations {{{Joined(decision, "obligations")}}}";
        return decision.GetProperty("outcome").GetString() switch
        {
            "routed" =>
                $"{ChainOf(decision)} expected {Field(decision, "expectedTotalCostUsd")} {Field(decision, "evidence")} {constraints}",
            "denied" => $"denied {DenialOf(decision.GetProperty("denial"))} {constraints}",
            var other => throw new InvalidOperationException($"a decision is routed or denied, not {other}: {decision}"),
        };
    }

    private static string ChainOf(JsonElement decision) => string.Join(" > ",
        decision.GetProperty("fallbacks").EnumerateArray().Prepend(decision.GetProperty("chosen"))
            .Select(hop => $"{Field(hop, "endpoint")} ({Field(hop.GetProperty("estimate"), "tokenCostUsd")}{(hop.TryGetProperty("on", out var on) ? $" on {string.Join(' ', on.EnumerateArray())}" : "")})"));

    private static string DenialOf(JsonElement denial) =>
        $"{Field(denial, "code")} emptied by {{{string.Join(", ", denial.GetProperty("emptiedBy").EnumerateArray()
            .Select(constraint => $"{Field(constraint, "constraint")} removed {Field(constraint, "removed")}"))}}}";

    private static string Field(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.ToString() : "-";

    private static string Joined(JsonElement decision, string name) => decision.TryGetProperty(name, out var values)
        ? string.Join(", ", values.EnumerateObject().Select(entry => entry.Name + " " + BoundOf(entry.Value)))
        : "";

    /// <summary>Without the rules it comes from.</summary>
    private static string BoundOf(JsonElement value) => value.ValueKind == JsonValueKind.Object
        ? string.Join(' ', value.EnumerateObject().Where(field => field.Name != "from").Select(field => field.Name + "=" + field.Value))
        : value.ToString();
}
