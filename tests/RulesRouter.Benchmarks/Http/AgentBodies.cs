using System.Text.Json;
using RulesRouter.Benchmarks.Workloads;

namespace RulesRouter.Benchmarks.Http;

/// <summary>
/// Bodies as coding agents send them: a system message, then user, assistant with tool calls and tool results in turn, and a last request
/// of the user; policies that differ in their objective only.
/// </summary>
internal static class AgentBodies
{
    private const int Count = 32;
    private const int MessageSize = 4_000;

    private static readonly string[] Objectives = ["price", "ordered", "expected-cost"];

    /// <summary>The shipped catalog, and a policy of one rule per objective.</summary>
    /// <returns>The folder.</returns>
    public static string WritePolicies(string folder)
    {
        var policies = Directory.CreateDirectory(Path.Combine(folder, "policies")).FullName;
        foreach (var file in Directory.EnumerateFiles(Path.Combine("policies", "catalog"), "*.yaml"))
        {
            File.Copy(file, Path.Combine(policies, Path.GetFileName(file)));
        }

        foreach (var objective in Objectives)
        {
            var prefer = objective == "ordered" ? ", prefer: [\"openai/*\", \"anthropic/*\", \"google/*\"]" : "";
            File.WriteAllText(Path.Combine(policies, $"by-{objective}.yaml"), $$"""
                apiVersion: rulesrouter/v1
                kind: RoutingPolicy
                metadata: { name: by-{{objective}}, description: "For benchmarks.", owners: [platform] }
                spec:
                  rules:
                    - id: default
                      select: { objective: {{objective}}{{prefer}} }

                """);
        }

        return policies;
    }

    /// <param name="isStated">Task and lengths are stated, and no message is sent.</param>
    /// <param name="size">Bytes, about; a body of 100 B has a prompt of a few words.</param>
    public static List<string> Of(string objective, bool isStated, int size)
    {
        var prompts = PromptWorkload.Prompts(Count, Math.Min(size, MessageSize));
        return [.. prompts.Select(prompt => isStated ? Stated(objective, prompt, size) : Sent(objective, prompt, size))];
    }

    private static string Stated(string objective, string prompt, int size) => JsonSerializer.Serialize(size <= 100
        ? new { policy = $"by-{objective}", task = "debugging", estimate = new { inputTokens = prompt.Length * 20, outputTokens = 300 } }
        : (object)new
        {
            policy = $"by-{objective}",
            task = "debugging",
            messages = new[] { new { role = "user", content = prompt[..Math.Min(prompt.Length, size - 200)] } },
            estimate = new { inputTokens = prompt.Length, outputTokens = 300 },
        });

    private static string Sent(string objective, string prompt, int size)
    {
        if (size <= 100)
        {
            return JsonSerializer.Serialize(new { policy = $"by-{objective}", prompt = prompt[..Math.Min(prompt.Length, 40)] });
        }

        var messages = new List<object>
        {
            new { role = "system", content = "You are a coding agent. Use the tools to read and edit files." },
        };
        for (var sent = 0; size - sent > 2 * MessageSize; sent += MessageSize)
        {
            var id = $"call_{sent}";
            var function = new { name = "read_file", arguments = "{\"path\":\"src/a.cs\"}" };
            messages.Add(new
            {
                role = "assistant",
                content = (string?)null,
                tool_calls = new[] { new { id, type = "function", function } },
            });
            messages.Add(new { role = "tool", tool_call_id = id, content = prompt });
        }

        messages.Add(new { role = "user", content = prompt[..Math.Min(prompt.Length, Math.Max(100, size - 250))] });
        return JsonSerializer.Serialize(new { policy = $"by-{objective}", messages });
    }
}
