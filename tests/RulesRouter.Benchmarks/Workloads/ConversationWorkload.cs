using System.Text;
using System.Text.Json;

namespace RulesRouter.Benchmarks.Workloads;

/// <summary>Bodies of agents' requests: a first request, then calls of tools and their results, with a policy beside them.</summary>
internal static class ConversationWorkload
{
    private const int MessageLength = 4_000;

    /// <param name="bytes">Length of the body, about.</param>
    public static byte[] Body(int bytes)
    {
        var texts = PromptWorkload.Prompts(64, MessageLength);
        var messages = new List<object> { new { role = "user", content = "Refactor the billing module into separate packages." } };
        var length = 0;
        for (var turn = 0; length < bytes; turn++)
        {
            var text = texts[turn % texts.Length];
            length += text.Length + 300;
            messages.Add(new
            {
                role = "assistant",
                content = new object[]
                {
                    new { type = "text", text = "I look at the next file." },
                    new { type = "tool_use", id = $"toolu_{turn}", name = "Read", input = new { file_path = $"/src/file{turn}.cs" } },
                },
            });
            messages.Add(new
            {
                role = "user",
                content = new object[] { new { type = "tool_result", tool_use_id = $"toolu_{turn}", content = text } },
            });
        }

        return Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new { policy = "policy0", model = "m", max_tokens = 1000, messages }));
    }
}
