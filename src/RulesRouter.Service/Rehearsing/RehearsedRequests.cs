using System.Text;
using System.Text.Json;

namespace RulesRouter.Service.Rehearsing;

/// <summary>Invented requests for decisions and readiness, as bytes of HTTP.</summary>
internal static class RehearsedRequests
{
    /// <summary>Policies that get requests: the first ones.</summary>
    public const int MaxPolicies = 4;

    private const int PromptLength = 2_000;
    private const int RequestsInBatch = 4;

    /// <param name="policies">By name.</param>
    public static IReadOnlyList<RehearsedRequest> Of(IEnumerable<string> policies) =>
    [
        new(Encoding.UTF8.GetBytes("GET /readyz HTTP/1.1\r\nHost: localhost\r\n\r\n"), []),
        .. policies.Take(MaxPolicies).SelectMany(Bodies).Select(body => Post("/v1/decisions", body)),
        .. policies.Take(1).Select(policy => Post("/v1/decisions/batch", Batch(policy))),
    ];

    private static RehearsedRequest Post(string path, byte[] body) => new(
        Encoding.UTF8.GetBytes(
            $"POST {path} HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\nContent-Type: application/json; charset=utf-8\r\n"
                + $"Content-Length: {body.Length}\r\n\r\n"),
        body);

    /// <summary>Prompts without a task, which are classified, an agent's turn, and a request that states its task and lengths.</summary>
    private static IEnumerable<byte[]> Bodies(string policy)
    {
        var fix = Repeated(
            "Fix the bug in this function, and explain the change.\n",
            "    if (values[index] > limit) { total += weights[index % 7]; }\n");
        yield return Sent(policy, fix);
        yield return Sent(policy, Repeated(
            "Summarise the meeting below for people who were not there.\n",
            "Ana said that the release moves to 14 May; Björn asks when customers will know. "));
        yield return Sent(policy, Repeated(
            "Given a list of intervals, return the largest number of them that overlap at one time.\n\n",
            "The input has at most 10^5 intervals, each of them between 1 and 10^9. List<int> solve(List<int> starts) => starts;\n"));
        yield return AgentTurn(policy, fix);
        yield return JsonSerializer.SerializeToUtf8Bytes(Stated(policy));
    }

    /// <summary>A request with tools, of which one was called and failed.</summary>
    private static byte[] AgentTurn(string policy, string prompt) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        policy,
        messages = new object[]
        {
            new { role = "system", content = "You are a coding agent. Use the tools to read and edit files." },
            new { role = "user", content = prompt },
            new
            {
                role = "assistant",
                content = (string?)null,
                tool_calls = new[] { new { id = "call_1", type = "function", function = new { name = "run", arguments = "{}" } } },
            },
            new { role = "tool", tool_call_id = "call_1", content = "1 of 20 tests failed\nerror: expected 4, found 5" },
        },
        tools = new[] { new { type = "function", function = new { name = "run", parameters = new { type = "object" } } } },
    });

    private static byte[] Batch(string policy) =>
        JsonSerializer.SerializeToUtf8Bytes(new { requests = Enumerable.Repeat(Stated(policy), RequestsInBatch) });

    private static object Stated(string policy) =>
        new { policy, task = "agentic", estimate = new { inputTokens = 2_000, outputTokens = 300 } };

    private static byte[] Sent(string policy, string prompt) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        policy,
        messages = new[]
        {
            new { role = "system", content = "You are a helpful assistant." },
            new { role = "user", content = prompt },
        },
    });

    private static string Repeated(string first, string line)
    {
        var text = new StringBuilder(first);
        while (text.Length < PromptLength)
        {
            text.Append(line);
        }

        return text.ToString();
    }
}
