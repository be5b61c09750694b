using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RulesRouter.Suites.Scenarios;

/// <summary>A scenario as a line of SWE-bench's JSONL (https://www.swebench.com/SWE-bench/guides/datasets/).</summary>
internal static class SwebenchLine
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="repository">The name that the lines carry, such as <c>owner/name</c>.</param>
    public static string Write(Scenario scenario, string repository) => new JsonObject
    {
        ["repo"] = repository,
        ["instance_id"] = $"{repository.Replace("/", "__", StringComparison.Ordinal)}-{scenario.Id}",
        ["base_commit"] = scenario.BaseCommit,
        ["patch"] = scenario.GoldPatch,
        ["test_patch"] = scenario.TestPatch,
        ["problem_statement"] = scenario.Instruction,
        ["hints_text"] = "",
        ["created_at"] = scenario.MergedAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture),
        ["version"] = scenario.BaseCommit[..8],
        ["FAIL_TO_PASS"] = Names(scenario.FailToPass),
        ["PASS_TO_PASS"] = Names(scenario.PassToPass),
        ["environment_setup_commit"] = scenario.BaseCommit,
    }.ToJsonString(Options);

    /// <summary>SWE-bench stores the lists of tests as JSON in a string.</summary>
    private static string Names(IEnumerable<string> tests) => JsonSerializer.Serialize(tests, Options);
}
