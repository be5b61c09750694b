using System.Text;
using System.Text.Json;

namespace RulesRouter.Service.Rehearsing;

/// <summary>Invented requests for decisions and readiness, as bytes of HTTP.</summary>
internal static class RehearsedRequests
{
    private const int MaxPolicies = 4;
    private const int PromptLength = 2_000;
    private const int RequestsInBatch = 4;

    /// <param name="policies">Of which the first few get requests.</param>
    public static IReadOnlyList<RehearsedRequest> Of(IEnumerable<string> policies) =>
    [
        new(Encoding.UTF8.GetBytes("GET /readyz HTTP/1.1\r\nHost: localhost\r\n\r\n"), []),
        .. Decisions(policies).Select(body => Post("/v1/decisions", body)),
        .. policies.Take(1).Select(policy => Post("/v1/decisions/batch", Batch(policy))),
    ];

    /// <summary>Bodies of requests for decisions.</summary>
    public static IEnumerable<byte[]> Decisions(IEnumerable<string> policies) => policies.Take(MaxPolicies).SelectMany(Bodies);

    private static RehearsedRequest Post(string path, byte[] body) => new(
        Encoding.UTF8.GetBytes(
            $"POST {path} HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\nContent-Type: application/json; charset=utf-8\r\n"
                + $"Content-Length: {body.Length}\r\n\r\n"),
        body);

    /// <summary>Two prompts without a task, which are classified, and a request that states its task and lengths.</summary>
    private static IEnumerable<byte[]> Bodies(string policy)
    {
        yield return Sent(policy, Repeated(
            "Fix the bug in this function, and explain the change.\n",
            "    if (values[index] > limit) { total += weights[index % 7]; }\n"));
        yield return Sent(policy, Repeated(
            "Summarise the meeting below for people who were not there.\n",
            "Ana said that the release moves to 14 May; Björn asks when customers will know. "));
        yield return JsonSerializer.SerializeToUtf8Bytes(Stated(policy));
    }

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
